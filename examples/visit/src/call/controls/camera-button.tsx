import { Video, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { ControlButton } from './control-button.tsx'
import { useSourceToggle } from './use-source-toggle.ts'

export function CameraButton(): ReactNode {
  const { on, toggle } = useSourceToggle('camera')
  const { name, caption, turnOn, turnOff } = texts.call.controls.camera
  return (
    <ControlButton
      icon={on ? <Video /> : <VideoOff />}
      label={name}
      caption={caption}
      tooltip={on ? turnOff : turnOn}
      shortcut="camera"
      look={on ? 'plain' : 'off'}
      aria-pressed={on}
      onClick={toggle}
    />
  )
}
