import { useRoom } from '@televid/react'
import { Mic, Video, Volume2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { DevicePicker } from '../../devices/device-picker.tsx'
import { useDeviceChoice } from '../../devices/use-device-choice.ts'

/** Camera, microphone and, where the browser and the provider let one choose it, loudspeaker. */
export function DeviceChoices(): ReactNode {
  const room = useRoom()
  const camera = useDeviceChoice('videoinput')
  const microphone = useDeviceChoice('audioinput')
  const speaker = useDeviceChoice('audiooutput')
  const speakers = 'setSinkId' in HTMLMediaElement.prototype && room.capabilities?.speakerScope !== 'none'
  return (
    <div className="device-choices">
      <DevicePicker kind="videoinput" choice={camera} icon={<Video size={18} aria-hidden="true" />} />
      <DevicePicker kind="audioinput" choice={microphone} icon={<Mic size={18} aria-hidden="true" />} />
      {speakers && <DevicePicker kind="audiooutput" choice={speaker} icon={<Volume2 size={18} aria-hidden="true" />} />}
    </div>
  )
}
