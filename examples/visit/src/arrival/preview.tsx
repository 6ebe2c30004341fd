import type { LocalSourceState } from '@televid/core'
import { useLocalSource, Video as VideoElement } from '@televid/react'
import { Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSourceToggle } from '../call/controls/use-source-toggle.ts'
import { texts } from '../texts/texts.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { IconButton } from '../ui/icon-button.tsx'

/** The own picture, with a switch for camera and microphone. */
export function Preview(): ReactNode {
  const { state } = useLocalSource('camera')
  const { check } = texts.arrival
  return (
    <div className="preview" data-camera={state}>
      <VideoElement participant="self" aria-label={texts.device.preview} hidden={state !== 'live'} />
      {state !== 'live' && (
        <p className="preview-empty">
          <VideoOff aria-hidden="true" />
          {state === 'starting'
            ? check.cameraStarting
            : state === 'interrupted'
              ? texts.device.interrupted.camera
              : check.cameraOff}
        </p>
      )}
      <div className="preview-controls">
        <SourceSwitch source="microphone" on={<Mic />} off={<MicOff />} />
        <SourceSwitch source="camera" on={<Video />} off={<VideoOff />} />
      </div>
    </div>
  )
}

interface SourceSwitchProps {
  readonly source: 'camera' | 'microphone'
  readonly on: ReactNode
  readonly off: ReactNode
}

function SourceSwitch({ source, on: onIcon, off: offIcon }: SourceSwitchProps): ReactNode {
  const { on, toggle } = useSourceToggle(source)
  const { state } = useLocalSource(source)
  useAnnounceSource(source, state)
  const { turnOn, turnOff } = texts.device
  return (
    <IconButton
      icon={on ? onIcon : offIcon}
      label={on ? turnOff[source] : turnOn[source]}
      caption={source === 'camera' ? texts.device.camera : texts.device.microphone}
      look={on ? 'plain' : 'off'}
      onClick={toggle}
    />
  )
}

function useAnnounceSource(source: 'camera' | 'microphone', state: LocalSourceState): void {
  const announce = useAnnounce()
  const settled = state === 'live' ? 'on' : state === 'off' || state === 'muted' ? 'off' : null
  const told = useRef(settled)
  useEffect(() => {
    if (settled === null || settled === told.current) return
    told.current = settled
    announce(settled === 'on' ? texts.device.isOn[source] : texts.device.isOff[source])
  }, [announce, settled, source])
}
