import { formatInviteFragment } from '@televid/core'
import { useRoom } from '@televid/react'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../use-action.ts'
import { InviteResult } from './invite-result.tsx'

const words = texts.call.invite
const roles = Object.entries(words.roles)
/** As long as the server takes. */
const longestName = 80

/** Makes a link for one more person. */
export function InviteForm(): ReactNode {
  const room = useRoom()
  const { busy, failed, run } = useAction()
  const [role, setRole] = useState('guest')
  const [name, setName] = useState('')
  const [link, setLink] = useState<string | null>(null)
  const roleField = useId()
  const nameField = useId()

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const displayName = name.trim()
    run(async () => {
      const invite = await room.controls.invite({ role, ...(displayName && { displayName }) })
      // Without what follows "?": how this tab was opened is nobody else's business.
      setLink(`${location.origin}${location.pathname}${formatInviteFragment(invite)}`)
    })
  }
  if (link !== null) {
    const again = () => {
      setLink(null)
      setName('')
    }
    return <InviteResult link={link} onAnother={again} />
  }
  return (
    <form className="invite" onSubmit={onSubmit}>
      <label htmlFor={roleField}>{words.role}</label>
      <select id={roleField} value={role} onChange={({ target }) => setRole(target.value)}>
        {roles.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <label htmlFor={nameField}>{words.name}</label>
      <input
        id={nameField}
        type="text"
        autoComplete="off"
        maxLength={longestName}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" look="primary" aria-busy={busy}>
        {busy ? words.creating : words.create}
      </Button>
      {failed && (
        <p className="problem" role="alert">
          {words.failed}
        </p>
      )}
    </form>
  )
}
