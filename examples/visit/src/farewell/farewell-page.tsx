import { useConnection, useRoom } from '@televid/react'
import { type ReactNode, useState } from 'react'
import { useTurnOnAsBefore } from '../arrival/use-turn-on-as-before.ts'
import { texts } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { DevicesOff } from './devices-off.tsx'
import { farewellOf } from './farewell-kind.ts'

export interface FarewellPageProps {
  /** Back to the check of camera and sound, and from there into the visit. */
  readonly onReturn: () => void
}

/** Why the visit is over for this person, and what to do now. */
export function FarewellPage({ onReturn }: FarewellPageProps): ReactNode {
  const room = useRoom()
  const { reason } = useConnection()
  const turnOnAsBefore = useTurnOnAsBefore()
  const [rejoining, setRejoining] = useState(false)
  const { kind, returning } = farewellOf(reason)
  const { title, happened, next } = texts.farewell.of(kind)
  const rejoin = () => {
    setRejoining(true)
    turnOnAsBefore()
    // A failure is told by the next farewell, with its own reason.
    room.join().catch(() => setRejoining(false))
  }
  return (
    <PageLayout title={title} introduction={happened}>
      <section className="card">
        <p>{next}</p>
        <div className="actions">
          {returning !== 'no' && (
            <Button look={returning === 'yes' ? 'primary' : 'secondary'} onClick={rejoin} disabled={rejoining}>
              {rejoining
                ? texts.farewell.returning
                : returning === 'yes'
                  ? texts.farewell.returnNow
                  : texts.farewell.moveHere}
            </Button>
          )}
          {returning === 'yes' && (
            <Button onClick={onReturn} disabled={rejoining}>
              {texts.farewell.checkFirst}
            </Button>
          )}
          {kind === 'outdated' && (
            <Button look="primary" onClick={() => location.reload()}>
              {texts.farewell.reload}
            </Button>
          )}
        </div>
        {!rejoining && <DevicesOff />}
        {(returning !== 'yes' || kind === 'left') && <p className="soft-text">{texts.farewell.close}</p>}
      </section>
    </PageLayout>
  )
}
