import { useRoom } from '@televid/react'
import { type ReactNode, useState } from 'react'
import { texts } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { joinAs } from './join-as.ts'
import { useTurnOnAsBefore } from './use-turn-on-as-before.ts'
import { readVisitMemory } from './visit-memory.ts'

export interface ReturnStepProps {
  readonly onEnter: () => void
  readonly onCheck: () => void
}

/** The page was closed or loaded again in the middle of a visit: one click leads back. */
export function ReturnStep({ onEnter, onCheck }: ReturnStepProps): ReactNode {
  const room = useRoom()
  const turnOnAsBefore = useTurnOnAsBefore()
  const [memory] = useState(() => readVisitMemory(room.name))
  const { back } = texts.arrival
  return (
    <PageLayout title={back.title} introduction={back.text}>
      <section className="card">
        <p>{back.as[joinAs(memory)]}</p>
        <div className="actions">
          <Button
            look="primary"
            onClick={() => {
              turnOnAsBefore()
              onEnter()
            }}
          >
            {back.action}
          </Button>
          <Button onClick={onCheck}>{back.check}</Button>
        </div>
      </section>
    </PageLayout>
  )
}
