import { CircleUserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { ControlButton } from './control-button.tsx'
import { useBackgroundBlur } from './use-background-blur.ts'

export function BlurButton({ className }: { readonly className: string }): ReactNode {
  const { supported, on, available, preparing, toggle } = useBackgroundBlur()
  const { name, caption, turnOn, turnOff, preparing: wait, needsCamera } = texts.call.controls.blur
  if (!supported) return null
  const ready = available && !preparing
  return (
    <ControlButton
      icon={<CircleUserRound />}
      label={name}
      caption={caption}
      tooltip={preparing ? wait : !available ? needsCamera : on ? turnOff : turnOn}
      className={`${className} ${on ? 'control-active' : ''}`}
      aria-pressed={on}
      aria-busy={preparing}
      // Not `disabled`, which would drop the focus while the blur gets ready.
      aria-disabled={!ready}
      onClick={() => ready && toggle()}
    />
  )
}
