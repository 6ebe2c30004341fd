import { useLobby, useParticipantIds, usePermission } from '@televid/react'
import { UserPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { panelButtonIds } from '../open-panel.ts'
import { InviteForm } from './invite-form.tsx'
import { OwnRow } from './own-row.tsx'
import { PersonRow } from './person-row.tsx'
import { WaitingRow } from './waiting-row.tsx'

/** Who is here, who waits, and who else should come. Everything that is not allowed is not there. */
export function PeoplePanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const ids = useParticipantIds()
  const { waiting } = useLobby()
  const mayAdmit = usePermission('admit')
  const mayInvite = usePermission('invite')
  const [inviting, setInviting] = useState(false)
  const { people, invite } = texts.call
  return (
    <SidePanel openerId={panelButtonIds.people} title={people.title} className="people" onClose={onClose}>
      <div className="side-panel-body">
        {mayAdmit && waiting.length > 0 && (
          <section className="people-waiting">
            <h3>{people.waiting(waiting.length)}</h3>
            <ul>
              {waiting.map((person) => (
                <WaitingRow key={person.identity} person={person} />
              ))}
            </ul>
          </section>
        )}
        <section>
          <h3>{people.here(ids.length + 1)}</h3>
          <ul>
            <OwnRow />
            {ids.map((id) => (
              <PersonRow key={id} id={id} />
            ))}
          </ul>
        </section>
        {mayInvite && (
          <section>
            <Button icon={<UserPlus size={20} />} aria-expanded={inviting} onClick={() => setInviting(!inviting)}>
              {invite.open}
            </Button>
            {inviting && <InviteForm />}
          </section>
        )}
      </div>
    </SidePanel>
  )
}
