import type { WaitingPerson } from '@televid/core'
import { useRoom } from '@televid/react'
import { type ReactNode, useEffect } from 'react'
import { personName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../use-action.ts'

/** Lets one person in. They leave the list, and this button with them, when the server says so. */
export function AdmitButton({ person }: { readonly person: WaitingPerson }): ReactNode {
  const room = useRoom()
  const announce = useAnnounce()
  const { busy, failed, run } = useAction()
  const { admit, admitName, failed: problem } = texts.call.people
  useEffect(() => {
    if (failed) announce(problem, 'assertive')
  }, [failed, problem, announce])
  return (
    <>
      <Button
        look="primary"
        aria-label={admitName(personName(person))}
        aria-busy={busy}
        onClick={() => run(() => room.controls.admit(person.identity))}
      >
        {admit}
      </Button>
      {failed && <p className="problem">{problem}</p>}
    </>
  )
}
