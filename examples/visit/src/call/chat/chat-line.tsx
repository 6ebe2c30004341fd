import { type ReactNode, useMemo } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import type { ChatEntry } from './chat-state.ts'
import { splitLinks } from './split-links.ts'

export interface ChatLineProps {
  readonly entry: ChatEntry
  readonly onRetry: (entry: ChatEntry) => void
}

/** One message. Its text is shown as text, whatever is in it. */
export function ChatLine({ entry, onRetry }: ChatLineProps): ReactNode {
  const { from, text, at, status } = entry
  const { you, sending, failed, retry } = texts.call.chat
  const parts = useMemo(() => splitLinks(text), [text])
  const time = new Date(at)
  return (
    <li className={`chat-line ${from === null ? 'chat-line-own' : ''}`}>
      <p className="chat-line-head">
        <strong>{from ?? you}</strong>{' '}
        <time dateTime={time.toISOString()}>{time.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' })}</time>
      </p>
      <p className="chat-line-text" dir="auto">
        {parts.map(({ text: part, href }, index) =>
          href === null ? (
            part
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change
            <a key={index} href={href} target="_blank" rel="noopener noreferrer">
              {part}
            </a>
          ),
        )}
      </p>
      {status === 'sending' && <p className="chat-line-status">{sending}</p>}
      {status === 'failed' && (
        <p className="chat-line-status chat-line-failed">
          {failed}
          <Button look="quiet" onClick={() => onRetry(entry)}>
            {retry}
          </Button>
        </p>
      )}
    </li>
  )
}
