import { useSelf } from '@televid/react'
import type { ReactNode } from 'react'
import { roleName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { DeviceSigns } from './device-signs.tsx'

export function OwnRow(): ReactNode {
  const { role, microphone, camera, screen } = useSelf()
  return (
    <li className="person-row">
      <p className="person-name">{texts.call.people.you(roleName(role))}</p>
      <DeviceSigns
        microphone={microphone.state === 'live'}
        camera={camera.state === 'live'}
        sharing={screen.state === 'live'}
      />
    </li>
  )
}
