import { useSelf } from '@televid/react'
import type { ReactNode } from 'react'
import { personName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { DeviceSigns } from './device-signs.tsx'

export function OwnRow(): ReactNode {
  const self = useSelf()
  const { microphone, camera, screen } = self
  return (
    <li className="person-row">
      <p className="person-name">{texts.call.people.you(personName(self))}</p>
      <DeviceSigns
        microphone={microphone.state === 'live'}
        camera={camera.state === 'live'}
        sharing={screen.state === 'live'}
      />
    </li>
  )
}
