import { useLocalSource } from '@televid/react'
import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'

/** Says that camera and microphone are off, from what they are and not from what they should be. */
export function DevicesOff(): ReactNode {
  const camera = useLocalSource('camera')
  const microphone = useLocalSource('microphone')
  const off = camera.state === 'off' && microphone.state === 'off'
  return (
    <p className={off ? 'verdict verdict-good' : 'verdict verdict-info'}>
      {off && <CircleCheck aria-hidden="true" />}
      {off ? texts.farewell.devicesOff : texts.farewell.devicesStillOn}
    </p>
  )
}
