import { useConnection, useRoom } from '@televid/react'
import { type ReactNode, useState } from 'react'
import { useChosenDevices } from '../devices/use-chosen-devices.ts'
import { ConsentStep } from './consent-step.tsx'
import { DeviceCheck } from './device-check.tsx'
import { ReturnStep } from './return-step.tsx'
import { readVisitMemory, writeVisitMemory } from './visit-memory.ts'

export interface ArrivalPageProps {
  /** Everything is ready: join the room. Camera and microphone are on, or off, as the person wants them. */
  readonly onEnter: () => void
}

/** From the opened link to the door: privacy, then camera and sound; or straight back into a visit under way. */
export function ArrivalPage({ onEnter }: ArrivalPageProps): ReactNode {
  const room = useRoom()
  const { state } = useConnection()
  useChosenDevices()
  const [memory] = useState(() => readVisitMemory(room.name))
  const [agreed, setAgreed] = useState(memory.agreed)
  // In a page that has just been loaded; who comes from the farewell page asked for the check.
  const [interrupted, setInterrupted] = useState(memory.here && state === 'idle')

  if (interrupted) return <ReturnStep onEnter={onEnter} onCheck={() => setInterrupted(false)} />
  if (agreed) return <DeviceCheck onEnter={onEnter} />
  const agree = () => {
    writeVisitMemory(room.name, { ...readVisitMemory(room.name), agreed: true })
    setAgreed(true)
  }
  return <ConsentStep onAgree={agree} />
}
