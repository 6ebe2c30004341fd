import { MonitorUp, MonitorX } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { useCanShare } from './use-can-share.ts'
import { useSourceToggle } from './use-source-toggle.ts'

/** Screen sharing where the control bar has no room for its button. */
export function ShareOption(): ReactNode {
  const canShare = useCanShare()
  const { on, toggle } = useSourceToggle('screen')
  const { turnOn, turnOff } = texts.call.controls.share
  if (!canShare) return null
  return (
    <Button
      look="quiet"
      className="more-narrow"
      icon={on ? <MonitorX size={20} /> : <MonitorUp size={20} />}
      onClick={toggle}
    >
      {on ? turnOff : turnOn}
    </Button>
  )
}
