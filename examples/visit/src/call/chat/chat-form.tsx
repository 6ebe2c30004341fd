import { Send } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { longestText } from './parse-chat-message.ts'

export interface ChatFormProps {
  /** Nobody would get a message now. */
  readonly alone: boolean
  readonly onSend: (text: string) => void
}

/** The remaining length is told only when it gets short. */
const tellBelow = 200

export function ChatForm({ alone, onSend }: ChatFormProps): ReactNode {
  const [draft, setDraft] = useState('')
  const field = useId()
  const hint = useId()
  const words = texts.call.chat
  const left = longestText - draft.length
  const ready = !alone && draft.trim() !== ''

  const send = () => {
    if (!ready) return
    onSend(draft.trim())
    setDraft('')
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // During the input of composed characters, Enter takes a suggestion.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form className="chat-form" onSubmit={onSubmit}>
      <label htmlFor={field}>{words.field}</label>
      <div className="chat-form-row">
        <textarea
          id={field}
          rows={1}
          maxLength={longestText}
          value={draft}
          aria-describedby={hint}
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          className="chat-send"
          icon={<Send size={20} />}
          label={words.send}
          aria-disabled={!ready}
        />
      </div>
      <p id={hint} className="chat-form-hint">
        {alone ? words.nobodyHere : left < tellBelow ? words.left(left) : words.hint}
      </p>
    </form>
  )
}
