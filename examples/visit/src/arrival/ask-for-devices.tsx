import { Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'

export interface AskForDevicesProps {
  readonly onAsk: () => void
}

/** Says what the browser is about to ask, and why, before it does. */
export function AskForDevices({ onAsk }: AskForDevicesProps): ReactNode {
  const { before } = texts.arrival.check
  return (
    <section className="ask" aria-labelledby="ask-title">
      <Video aria-hidden="true" />
      <h2 id="ask-title">{before.title}</h2>
      <p>{before.text}</p>
      <Button look="primary" onClick={onAsk}>
        {before.action}
      </Button>
    </section>
  )
}
