import { useParticipantIds } from '@televid/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { texts } from '../../texts/texts.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { panelButtonIds } from '../open-panel.ts'
import { ChatForm } from './chat-form.tsx'
import { ChatLine } from './chat-line.tsx'
import type { Chat } from './use-chat.ts'

export interface ChatPanelProps {
  readonly chat: Chat
  readonly onClose: () => void
}

export function ChatPanel({ chat, onClose }: ChatPanelProps): ReactNode {
  const alone = useParticipantIds().length === 0
  const list = useRef<HTMLDivElement>(null)
  const newest = chat.entries.at(-1)?.id
  const { title, notice, list: label, empty } = texts.call.chat

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls at each new message
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [newest])

  return (
    <SidePanel openerId={panelButtonIds.chat} title={title} className="chat" onClose={onClose}>
      <p className="side-panel-note">{notice}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls with the arrow keys */}
      <section ref={list} className="chat-list" aria-label={label} tabIndex={0}>
        {chat.entries.length === 0 && <p className="chat-empty">{empty}</p>}
        <ol>
          {chat.entries.map((entry) => (
            <ChatLine key={entry.id} entry={entry} onRetry={chat.retry} />
          ))}
        </ol>
      </section>
      <ChatForm alone={alone} onSend={chat.send} />
    </SidePanel>
  )
}
