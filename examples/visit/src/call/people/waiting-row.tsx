import type { WaitingPerson } from '@televid/core'
import { useRoom } from '@televid/react'
import { type ReactNode, useState } from 'react'
import { personName, roleName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { AdmitButton } from './admit-button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

export function WaitingRow({ person }: { readonly person: WaitingPerson }): ReactNode {
  const room = useRoom()
  const [declining, setDeclining] = useState(false)
  const { people, decline } = texts.call
  const name = personName(person)
  const role = roleName(person.role)
  return (
    <li className="person-row">
      <p className="person-name">
        {name}
        {role !== name && <span className="person-role">{role}</span>}
      </p>
      <div className="person-actions">
        <Button aria-label={people.declineName(name)} onClick={() => setDeclining(true)}>
          {people.decline}
        </Button>
        <AdmitButton person={person} />
      </div>
      {declining && (
        <ConfirmDialog
          title={decline.title(name)}
          text={decline.text(name)}
          confirm={decline.confirm}
          onConfirm={() => room.controls.refuse(person.identity)}
          onClose={() => setDeclining(false)}
        />
      )}
    </li>
  )
}
