import type { LocalSourceSnapshot, TelevidError } from '@televid/core'
import { useLocalSource, useRoom } from '@televid/react'
import { type ReactNode, useState } from 'react'
import { DeviceHelp } from './device-help.tsx'

export interface DeviceProblemsProps {
  /** Leads to the list of this source's devices; `undefined` where there is nothing to choose. */
  readonly onChooseAnother?: (source: 'camera' | 'microphone') => (() => void) | undefined
}

/** Help for camera and microphone, as long as one of them is off because of an error. */
export function DeviceProblems({ onChooseAnother }: DeviceProblemsProps): ReactNode {
  const room = useRoom()
  const camera = problemOf(useLocalSource('camera'))
  const microphone = problemOf(useLocalSource('microphone'))
  const [accepted, setAccepted] = useState<readonly TelevidError[]>([])

  const open = (error: TelevidError | null) => (error && !accepted.includes(error) ? error : null)
  const accept = (...errors: readonly TelevidError[]) => setAccepted([...accepted, ...errors])
  const turnOn = (source: 'camera' | 'microphone') => room.local[source].enable().catch(() => {})

  const cameraError = open(camera)
  const microphoneError = open(microphone)
  // One question was asked and one answer given: explaining it twice helps nobody.
  if (cameraError && microphoneError && cameraError.code === microphoneError.code)
    return (
      <DeviceHelp
        source="camera-and-microphone"
        error={cameraError}
        onRetry={() => {
          turnOn('camera')
          turnOn('microphone')
        }}
        onContinueWithout={() => accept(cameraError, microphoneError)}
      />
    )
  return (
    <>
      {cameraError && (
        <DeviceHelp
          source="camera"
          error={cameraError}
          onRetry={() => turnOn('camera')}
          onChooseAnother={onChooseAnother?.('camera')}
          onWithoutBlur={() => {
            room.local.camera.setProcessor(null).catch(() => {})
            turnOn('camera')
          }}
          onContinueWithout={() => accept(cameraError)}
        />
      )}
      {microphoneError && (
        <DeviceHelp
          source="microphone"
          error={microphoneError}
          onRetry={() => turnOn('microphone')}
          onChooseAnother={onChooseAnother?.('microphone')}
          onContinueWithout={() => accept(microphoneError)}
        />
      )}
    </>
  )
}

/** A switch that failed leaves the source on; that is told beside the list of devices. */
function problemOf({ state, error }: LocalSourceSnapshot): TelevidError | null {
  return state === 'off' ? error : null
}
