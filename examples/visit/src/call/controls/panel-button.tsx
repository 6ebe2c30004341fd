import { MessageSquare, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { panelButtonIds } from '../open-panel.ts'
import { ControlButton } from './control-button.tsx'

export interface PanelButtonProps {
  readonly panel: 'chat' | 'people'
  readonly open: boolean
  /** New messages, or people who wait. */
  readonly count: number
  readonly onToggle: () => void
}

/** Opens and closes a side panel, and says what is new behind it. */
export function PanelButton({ panel, open, count, onToggle }: PanelButtonProps): ReactNode {
  const { chat, people } = texts.call.controls
  const name = texts.call.controls[panel].name
  const news = panel === 'chat' ? chat.unread(count) : people.waiting(count)
  return (
    <ControlButton
      icon={panel === 'chat' ? <MessageSquare /> : <Users />}
      label={count > 0 ? `${name}, ${news}` : name}
      caption={name}
      badge={count}
      shortcut={panel}
      className={open ? 'control-active' : ''}
      aria-expanded={open}
      onClick={onToggle}
      id={panelButtonIds[panel]}
    />
  )
}
