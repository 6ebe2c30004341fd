import { CircleDot, House, type LucideIcon, Phone, Users } from 'lucide-react'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { texts } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { PageLayout } from '../ui/page-layout.tsx'

export interface ConsentStepProps {
  readonly onAgree: () => void
}

const { consent } = texts.arrival

const notices: readonly (readonly [keyof typeof consent.notices, LucideIcon])[] = [
  ['visit', Users],
  ['recording', CircleDot],
  ['place', House],
  ['emergency', Phone],
]

/** What somebody should know before anybody can see them. */
export function ConsentStep({ onAgree }: ConsentStepProps): ReactNode {
  const id = useId()
  const [agreed, setAgreed] = useState(false)
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (agreed) onAgree()
    else {
      setMissing(true)
      document.getElementById(id)?.focus()
    }
  }
  return (
    <PageLayout
      title={consent.title}
      step={texts.arrival.steps(1, 2)}
      introduction={consent.introduction}
      footer={
        <Button look="primary" type="submit" form={`${id}-form`}>
          {consent.next}
        </Button>
      }
    >
      <section className="card" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>{consent.cardTitle}</h2>
        <ul className="notices">
          {notices.map(([name, Icon]) => (
            <li key={name}>
              <Icon aria-hidden="true" />
              <div>
                <h3>{consent.notices[name].title}</h3>
                <p>{consent.notices[name].text}</p>
              </div>
            </li>
          ))}
        </ul>
        <form id={`${id}-form`} onSubmit={submit} noValidate>
          <label className="agree">
            <input
              id={id}
              type="checkbox"
              checked={agreed}
              onChange={(event) => {
                setAgreed(event.target.checked)
                setMissing(false)
              }}
              required
              aria-invalid={missing}
              aria-describedby={missing ? `${id}-missing` : undefined}
            />
            {consent.agree}
          </label>
          {missing && (
            <p id={`${id}-missing`} className="field-error" role="alert">
              {consent.notAgreed}
            </p>
          )}
        </form>
      </section>
    </PageLayout>
  )
}
