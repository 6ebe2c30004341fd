import { useLobby, usePermission } from '@televid/react'
import { DoorOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { personName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { AdmitButton } from '../people/admit-button.tsx'

/** Somebody is at the door, for those who may open it. It is announced with what else happens in the room. */
export function WaitingBanner({ onShowPeople }: { readonly onShowPeople: () => void }): ReactNode {
  const { waiting } = useLobby()
  const mayAdmit = usePermission('admit')
  const [first, ...others] = waiting
  if (!mayAdmit || !first) return null
  const { one, many, show } = texts.call.waiting
  if (others.length === 0)
    return (
      <Banner tone="info" icon={<DoorOpen size={20} />} action={<AdmitButton key={first.identity} person={first} />}>
        {one(personName(first))}
      </Banner>
    )
  return (
    <Banner
      tone="info"
      icon={<DoorOpen size={20} />}
      action={
        <Button look="primary" onClick={onShowPeople}>
          {show}
        </Button>
      }
    >
      {many(waiting.length)}
    </Banner>
  )
}
