import type { TelevidError } from '@televid/core'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { HelpSource } from '../texts/device-texts.ts'
import { texts } from '../texts/texts.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { browserKind } from './browser-kind.ts'
import { type DeviceProblem, deviceProblem } from './device-problem.ts'
import { useDevicePermission } from './use-device-permission.ts'

export interface DeviceHelpProps {
  /** `camera-and-microphone`: both have this very error. */
  readonly source: HelpSource
  /** `error` of the source in the snapshot. */
  readonly error: TelevidError
  readonly onRetry?: (() => void) | undefined
  /** Leads to the list of devices; leave it out where there is no other one. */
  readonly onChooseAnother?: (() => void) | undefined
  /** Removes the processor and turns the camera on; offered when it was the blur that failed. */
  readonly onWithoutBlur?: (() => void) | undefined
  /** Closes this help; the visit goes on without the device. */
  readonly onContinueWithout?: (() => void) | undefined
}

type Action = 'retry' | 'choose' | 'without-blur'

/** What can help. A page that is not secure stays so however often somebody tries. */
const actionsOf: Record<DeviceProblem, readonly Action[]> = {
  blocked: ['retry'],
  dismissed: ['retry'],
  'blocked-by-system': ['retry'],
  'not-found': ['retry', 'choose'],
  'in-use': ['retry', 'choose'],
  'not-suited': ['retry', 'choose'],
  unplugged: ['retry', 'choose'],
  'insecure-page': [],
  unsupported: [],
  'blur-failed': ['without-blur', 'retry'],
  'click-needed': ['retry'],
  'not-allowed-here': [],
  'share-canceled': ['retry'],
  'not-sent': ['retry'],
  failed: ['retry', 'choose'],
}

/** Says in plain words why a device is off, and the way out for this browser and system. */
export function DeviceHelp({ source, error, onContinueWithout, ...handlers }: DeviceHelpProps): ReactNode {
  const permission = useDevicePermission(
    error.code !== 'permission-denied' || source === 'screen'
      ? null
      : source === 'microphone'
        ? 'microphone'
        : 'camera',
  )
  // The browser answers at once; until then any text could be the wrong one.
  if (permission === undefined) return null
  return (
    <ProblemCard
      problem={deviceProblem(error, permission)}
      source={source}
      onContinueWithout={onContinueWithout}
      {...handlers}
    />
  )
}

interface ProblemCardProps extends Omit<DeviceHelpProps, 'error'> {
  readonly problem: DeviceProblem
}

function ProblemCard({
  problem,
  source,
  onRetry,
  onChooseAnother,
  onWithoutBlur,
  onContinueWithout,
}: ProblemCardProps): ReactNode {
  const announce = useAnnounce()
  const titleId = useId()
  const card = useRef<HTMLElement>(null)
  const { title, happened, steps } = texts.device.problem(problem, source, browserKind(navigator))
  useEffect(() => {
    announce(`${title}. ${happened}`, 'assertive')
    // On a phone it could appear below what is in view, and the page would look as if nothing had happened.
    card.current?.scrollIntoView({ block: 'nearest' })
  }, [announce, title, happened])

  const ways: Record<Action, { readonly label: string; readonly run: (() => void) | undefined }> = {
    retry: { label: texts.device.retry, run: onRetry },
    choose: { label: texts.device.chooseAnother(source), run: onChooseAnother },
    'without-blur': { label: texts.device.withoutBlur, run: onWithoutBlur },
  }
  return (
    <section ref={card} className="device-help" aria-labelledby={titleId}>
      <h2 id={titleId}>
        <TriangleAlert aria-hidden="true" />
        {title}
      </h2>
      <p>{happened}</p>
      <h3>{texts.device.whatToDo}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="actions">
        {actionsOf[problem].map((action) => {
          const { label, run } = ways[action]
          return (
            run && (
              <Button key={action} look={action === actionsOf[problem][0] ? 'primary' : 'secondary'} onClick={run}>
                {label}
              </Button>
            )
          )
        })}
        {onContinueWithout && <Button onClick={onContinueWithout}>{texts.device.continueWithout(source)}</Button>}
      </div>
    </section>
  )
}
