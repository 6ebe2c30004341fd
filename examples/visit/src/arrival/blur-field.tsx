import { Sparkles } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useBackgroundBlur } from '../call/controls/use-background-blur.ts'
import { texts } from '../texts/texts.ts'

/** Blur of the background, where the browser can do it. */
export function BlurField(): ReactNode {
  const { supported, on, available, preparing, toggle } = useBackgroundBlur()
  const id = useId()
  const { blur } = texts.arrival
  if (!supported || !available) return null
  return (
    <div className="switch-field">
      <label htmlFor={id}>
        <Sparkles aria-hidden="true" />
        {blur.label}
      </label>
      <input
        id={id}
        type="checkbox"
        checked={on !== preparing}
        aria-disabled={preparing}
        onChange={() => {
          if (!preparing) toggle()
        }}
        aria-describedby={`${id}-state`}
      />
      <p id={`${id}-state`} className="soft-text" aria-live="polite">
        {preparing && !on ? blur.loading : on ? blur.on : blur.off}
      </p>
      {preparing && !on && <progress aria-label={blur.loading} />}
    </div>
  )
}
