import { useConnection, useRoom } from '@televid/react'
import { LogOut } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { DeviceProblems } from '../devices/device-problems.tsx'
import { texts } from '../texts/texts.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { HelpList } from '../ui/help-list.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { useWakeLock } from '../ui/use-wake-lock.ts'
import { Preview } from './preview.tsx'
import { useStepsSince } from './use-steps-since.ts'

const { waiting } = texts.arrival
const minuteMs = 60_000
/** A join that takes longer deserves a word. */
const slowMs = 10_000
/** From here on people begin to doubt that they are at the right place. */
const longMinutes = 10

type Phase = 'connecting' | 'waiting' | 'admitted'

const titles: Record<Phase, string> = {
  connecting: waiting.connecting,
  waiting: waiting.title,
  admitted: waiting.admitted,
}

/** Between the door and the visit: joining, the waiting room, and the moment somebody is let in. */
export function WaitingPage(): ReactNode {
  const room = useRoom()
  const { state, since } = useConnection()
  const [waited, setWaited] = useState(false)
  const [leaving, setLeaving] = useState(false)
  if (state === 'waiting' && !waited) setWaited(true)
  const phase: Phase = state === 'waiting' ? 'waiting' : waited && state === 'joining' ? 'admitted' : 'connecting'
  useWakeLock()
  useAnnouncePhase(phase)

  const leave = () => {
    setLeaving(true)
    void room.leave()
  }
  return (
    <PageLayout
      title={titles[phase]}
      introduction={introductions[phase]}
      side={<Preview />}
      footer={
        <Button icon={<LogOut aria-hidden="true" />} onClick={leave} disabled={leaving}>
          {leaving ? waiting.leaving : waiting.leave}
        </Button>
      }
    >
      <section className="card">
        <DeviceProblems />
        {phase === 'waiting' ? <WaitingTime since={since} /> : <ConnectingTime since={since} />}
        {phase === 'waiting' && <HelpList title={waiting.nextTitle} items={waiting.next} />}
      </section>
    </PageLayout>
  )
}

const introductions: Record<Phase, string> = {
  connecting: waiting.connectingText,
  waiting: waiting.text,
  admitted: waiting.admittedText,
}

/** Not a live region: a clock that speaks makes waiting longer. */
function WaitingTime({ since }: { readonly since: number }): ReactNode {
  const minutes = useStepsSince(since, minuteMs)
  return (
    <>
      <p className="waiting-time">{waiting.time(minutes)}</p>
      {minutes >= longMinutes && <p className="soft-text">{waiting.long}</p>}
    </>
  )
}

function ConnectingTime({ since }: { readonly since: number }): ReactNode {
  const slow = useStepsSince(since, slowMs) > 0
  return (
    <>
      <progress aria-label={waiting.connecting} />
      {slow && <p role="status">{waiting.slow}</p>}
    </>
  )
}

/** The heading is read when the page appears; what it changes to later is said here, and takes no focus from a control. */
function useAnnouncePhase(phase: Phase): void {
  const announce = useAnnounce()
  const told = useRef(phase)
  useEffect(() => {
    if (phase === told.current) return
    told.current = phase
    announce(`${titles[phase]}. ${introductions[phase]}`)
  }, [announce, phase])
}
