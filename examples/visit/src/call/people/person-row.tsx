import { useParticipant, usePermission, useRoom } from '@televid/react'
import { UserMinus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { personName, roleName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { DeviceSigns } from './device-signs.tsx'

/** Somebody else who is here. */
export function PersonRow({ id }: { readonly id: string }): ReactNode {
  const room = useRoom()
  const person = useParticipant(id)
  const mayRemove = usePermission('remove')
  const [removing, setRemoving] = useState(false)
  if (!person) return null
  const { people, remove } = texts.call
  const name = personName(person)
  const role = roleName(person.role)
  return (
    <li className="person-row">
      <p className="person-name">
        {name}
        {role !== name && <span className="person-role">{role}</span>}
        {person.presence === 'away' && <span className="person-role">{people.away}</span>}
      </p>
      <DeviceSigns
        microphone={person.microphone === 'live'}
        camera={person.camera === 'live'}
        sharing={person.tracks.some(({ source, muted }) => source === 'screen' && !muted)}
      />
      {mayRemove && (
        <IconButton icon={<UserMinus size={20} />} label={people.removeName(name)} onClick={() => setRemoving(true)} />
      )}
      {removing && (
        <ConfirmDialog
          title={remove.title(name)}
          text={remove.text(name)}
          confirm={remove.confirm}
          onConfirm={() => room.controls.remove(person.identity)}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}
