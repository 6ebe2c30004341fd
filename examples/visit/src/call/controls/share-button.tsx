import { MonitorUp, MonitorX } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { ControlButton } from './control-button.tsx'
import { useCanShare } from './use-can-share.ts'
import { useSourceToggle } from './use-source-toggle.ts'

export function ShareButton({ className }: { readonly className: string }): ReactNode {
  const canShare = useCanShare()
  const { on, toggle } = useSourceToggle('screen')
  const { name, caption, turnOn, turnOff } = texts.call.controls.share
  if (!canShare) return null
  return (
    <ControlButton
      icon={on ? <MonitorX /> : <MonitorUp />}
      label={name}
      caption={caption}
      tooltip={on ? turnOff : turnOn}
      className={`${className} ${on ? 'control-active' : ''}`}
      aria-pressed={on}
      onClick={toggle}
    />
  )
}
