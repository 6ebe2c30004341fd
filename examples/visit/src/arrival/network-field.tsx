import { CircleCheck, LoaderCircle, TriangleAlert, Wifi } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { texts } from '../texts/texts.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { HelpList } from '../ui/help-list.tsx'
import { type NetworkAdvice, networkAdvice } from './network-advice.ts'
import { useNetworkCheck } from './use-network-check.ts'

const icons: Record<NetworkAdvice['tone'], ReactNode> = {
  good: <CircleCheck aria-hidden="true" />,
  warning: <TriangleAlert aria-hidden="true" />,
  info: <LoaderCircle aria-hidden="true" />,
}

/** Whether the internet connection is good enough; runs by itself. */
export function NetworkField(): ReactNode {
  const { state, again } = useNetworkCheck()
  const { tone, text, help } = networkAdvice(state)
  const announce = useAnnounce()
  const over = state.status !== 'checking'
  useEffect(() => {
    if (over) announce(text)
  }, [announce, over, text])

  const { network } = texts.arrival
  return (
    <section className="check-field" aria-labelledby="network-title">
      <h3 id="network-title">
        <Wifi aria-hidden="true" />
        {network.title}
      </h3>
      <p className={`verdict verdict-${tone}`}>
        {icons[tone]}
        {text}
      </p>
      {state.status === 'checking' && <progress value={state.done} max={1} aria-label={network.progress} />}
      {help.length > 0 && <HelpList items={help} />}
      {tone === 'warning' && (
        <Button look="quiet" onClick={again}>
          {network.again}
        </Button>
      )}
    </section>
  )
}
