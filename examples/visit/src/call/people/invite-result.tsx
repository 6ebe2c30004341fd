import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'

export interface InviteResultProps {
  readonly link: string
  readonly onAnother: () => void
}

/** The link, to be copied by button or by hand. */
export function InviteResult({ link, onAnother }: InviteResultProps): ReactNode {
  const announce = useAnnounce()
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const [copied, setCopied] = useState<boolean | null>(null)
  const words = texts.call.invite

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  const copy = async () => {
    const done = await navigator.clipboard.writeText(link).then(
      () => true,
      () => false,
    )
    setCopied(done)
    announce(done ? words.copied : words.copyFailed)
    if (!done) field.current?.select()
  }
  return (
    <div className="invite">
      <label htmlFor={id}>{words.link}</label>
      <input ref={field} id={id} type="text" readOnly value={link} onFocus={({ target }) => target.select()} />
      <p className="invite-note">{words.note}</p>
      {copied === false && <p className="problem">{words.copyFailed}</p>}
      <div className="invite-actions">
        <Button look="primary" icon={copied ? <Check size={20} /> : <Copy size={20} />} onClick={() => void copy()}>
          {copied ? words.copied : words.copy}
        </Button>
        <Button look="quiet" onClick={onAnother}>
          {words.another}
        </Button>
      </div>
    </div>
  )
}
