import { CircleUserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { useBackgroundBlur } from './use-background-blur.ts'

/** The blur where the control bar has no room for its button. */
export function BlurOption(): ReactNode {
  const { supported, on, available, preparing, toggle } = useBackgroundBlur()
  const { name, preparing: wait } = texts.call.controls.blur
  if (!supported) return null
  const ready = available && !preparing
  return (
    <Button
      look="quiet"
      className="more-narrow"
      icon={<CircleUserRound size={20} />}
      aria-pressed={on}
      aria-disabled={!ready}
      onClick={() => ready && toggle()}
    >
      {preparing ? wait : name}
    </Button>
  )
}
