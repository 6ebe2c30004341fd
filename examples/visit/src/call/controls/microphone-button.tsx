import { Mic, MicOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { ControlButton } from './control-button.tsx'
import { useSourceToggle } from './use-source-toggle.ts'

export function MicrophoneButton(): ReactNode {
  const { on, toggle } = useSourceToggle('microphone')
  const { name, caption, turnOn, turnOff } = texts.call.controls.microphone
  return (
    <ControlButton
      icon={on ? <Mic /> : <MicOff />}
      label={name}
      caption={caption}
      tooltip={on ? turnOff : turnOn}
      shortcut="microphone"
      look={on ? 'plain' : 'off'}
      aria-pressed={on}
      onClick={toggle}
    />
  )
}
