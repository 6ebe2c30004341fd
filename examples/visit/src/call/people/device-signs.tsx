import { Mic, MicOff, MonitorUp, Video, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'

export interface DeviceSignsProps {
  readonly microphone: boolean
  readonly camera: boolean
  readonly sharing: boolean
}

/** Whether somebody can be heard and seen, as icons with words for screen readers. */
export function DeviceSigns({ microphone, camera, sharing }: DeviceSignsProps): ReactNode {
  const words = texts.call.people
  const Microphone = microphone ? Mic : MicOff
  const Camera = camera ? Video : VideoOff
  return (
    <p className="device-signs">
      {sharing && <MonitorUp size={18} aria-hidden="true" />}
      <Microphone size={18} aria-hidden="true" className={microphone ? '' : 'device-sign-off'} />
      <Camera size={18} aria-hidden="true" className={camera ? '' : 'device-sign-off'} />
      <span className="visually-hidden">
        {microphone ? words.microphoneOn : words.microphoneOff}, {camera ? words.cameraOn : words.cameraOff}
        {sharing && `, ${words.sharing}`}
      </span>
    </p>
  )
}
