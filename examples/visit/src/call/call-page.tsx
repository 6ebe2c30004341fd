import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useRescuedFocus } from '../ui/use-rescued-focus.ts'
import { useWakeLock } from '../ui/use-wake-lock.ts'
import { useAnnouncements } from './announcements/use-announcements.ts'
import { BannerStack } from './banners/banner-stack.tsx'
import { WaitingBanner } from './banners/waiting-banner.tsx'
import { CallHeader } from './call-header.tsx'
import { ChatPanel } from './chat/chat-panel.tsx'
import { useChat } from './chat/use-chat.ts'
import { ControlBar } from './controls/control-bar.tsx'
import type { OpenPanel } from './open-panel.ts'
import { PeoplePanel } from './people/people-panel.tsx'
import { Stage } from './stage/stage.tsx'

/** The visit itself. Everything about the room is in its snapshot; what is here is the app's own: panels and the chat. */
export function CallPage(): ReactNode {
  const [panel, setPanel] = useState<OpenPanel>(null)
  const [selfShown, setSelfShown] = useState(true)
  const chat = useChat(panel === 'chat')
  const togglePanel = useCallback((which: 'chat' | 'people') => setPanel((open) => (open === which ? null : which)), [])
  const closePanel = useCallback(() => setPanel(null), [])
  const showPeople = useCallback(() => setPanel('people'), [])
  const main = useRef<HTMLElement>(null)
  useRescuedFocus(main, main)
  useAnnouncements()
  useWakeLock()
  return (
    <div className={`call ${panel ? 'call-with-panel' : ''}`}>
      <CallHeader />
      <main ref={main} className="call-main" tabIndex={-1}>
        <div className="call-banners">
          <WaitingBanner onShowPeople={showPeople} />
          <BannerStack />
        </div>
        <Stage selfShown={selfShown} onSelfShown={setSelfShown} onShowPeople={showPeople} />
      </main>
      {panel === 'chat' && <ChatPanel chat={chat} onClose={closePanel} />}
      {panel === 'people' && <PeoplePanel onClose={closePanel} />}
      <ControlBar
        panel={panel}
        unread={chat.unread}
        onPanel={togglePanel}
        selfShown={selfShown}
        onSelfShown={setSelfShown}
      />
    </div>
  )
}
