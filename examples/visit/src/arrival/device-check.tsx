import { useLocalSource, useRoom } from '@televid/react'
import { Mic, Video, Volume2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { DevicePicker } from '../devices/device-picker.tsx'
import { DeviceProblems } from '../devices/device-problems.tsx'
import { useDeviceChoice } from '../devices/use-device-choice.ts'
import { texts } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { AskForDevices } from './ask-for-devices.tsx'
import { BlurField } from './blur-field.tsx'
import { isOn } from './is-on.ts'
import { joinAs } from './join-as.ts'
import { MicrophoneMeter } from './microphone-meter.tsx'
import { NetworkField } from './network-field.tsx'
import { Preview } from './preview.tsx'
import { SoundTest } from './sound-test.tsx'

export interface DeviceCheckProps {
  readonly onEnter: () => void
}

/** Does the camera see, the microphone hear, the speaker sound and the line hold? Joining works whatever the answers are. */
export function DeviceCheck({ onEnter }: DeviceCheckProps): ReactNode {
  const room = useRoom()
  const camera = useLocalSource('camera')
  const microphone = useLocalSource('microphone')
  const cameras = useDeviceChoice('videoinput')
  const microphones = useDeviceChoice('audioinput')
  const speakers = useDeviceChoice('audiooutput')
  const cameraList = useRef<HTMLSelectElement>(null)
  const microphoneList = useRef<HTMLSelectElement>(null)
  const [asked, setAsked] = useState(camera.state !== 'off' || microphone.state !== 'off')

  const ask = () => {
    setAsked(true)
    // In one turn, so that the browser asks one question for both.
    room.local.camera.enable().catch(() => {})
    room.local.microphone.enable().catch(() => {})
  }
  const chooseAnother = (source: 'camera' | 'microphone') => {
    const [choice, list] = source === 'camera' ? [cameras, cameraList] : [microphones, microphoneList]
    return choice.devices.length > 1 ? () => list.current?.focus() : undefined
  }
  const as = joinAs({ camera: isOn(camera.state), microphone: isOn(microphone.state) })
  const asking = camera.state === 'starting' && microphone.state === 'starting'
  const { check, join, meter, sound } = texts.arrival
  const hint = asked ? join.hint[as] : ''

  return (
    <PageLayout
      title={check.title}
      step={texts.arrival.steps(2, 2)}
      side={asked ? <Preview /> : <AskForDevices onAsk={ask} />}
      footer={
        <>
          {hint && (
            <p id="join-hint" className="soft-text">
              {hint}
            </p>
          )}
          <Button
            look={asked ? 'primary' : 'secondary'}
            aria-describedby={hint ? 'join-hint' : undefined}
            onClick={onEnter}
          >
            {join[as]}
          </Button>
        </>
      }
    >
      <section className="card" aria-labelledby="check-title">
        <h2 id="check-title">{check.cardTitle}</h2>
        {asked && <p className="soft-text">{asking ? check.asking : check.nobodyYet}</p>}
        <DeviceProblems onChooseAnother={chooseAnother} />
        {asked && (
          <div className="check-field">
            <DevicePicker ref={cameraList} kind="videoinput" choice={cameras} icon={<Video aria-hidden="true" />} />
            <BlurField />
          </div>
        )}
        {asked && (
          <div className="check-field">
            <DevicePicker
              ref={microphoneList}
              kind="audioinput"
              choice={microphones}
              icon={<Mic aria-hidden="true" />}
            />
            {microphone.state === 'live' ? (
              <MicrophoneMeter key={microphone.deviceId} />
            ) : (
              <p className="soft-text">
                {microphone.state === 'interrupted' ? texts.device.interrupted.microphone : meter.off}
              </p>
            )}
          </div>
        )}
        <div className="check-field">
          <DevicePicker kind="audiooutput" choice={speakers} icon={<Volume2 aria-hidden="true" />} />
          <SoundTest speaker={speakers.selected} />
          {speakers.devices.length === 0 && <p className="soft-text">{sound.noChoice}</p>}
        </div>
        <NetworkField />
      </section>
    </PageLayout>
  )
}
