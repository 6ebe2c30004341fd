import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { PageLayout } from '../ui/page-layout.tsx'

/** The address has no invite in it, or only a part of one. */
export function MissingLinkPage(): ReactNode {
  const { title, happened, steps } = texts.farewell.missing
  return (
    <PageLayout title={title} introduction={happened}>
      <section className="card" aria-label={texts.device.whatToDo}>
        <ol className="numbered">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </PageLayout>
  )
}
