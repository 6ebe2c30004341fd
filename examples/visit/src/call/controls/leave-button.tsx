import { usePermission, useRoom } from '@televid/react'
import { PhoneOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { ControlButton } from './control-button.tsx'
import { LeaveDialog } from './leave-dialog.tsx'

/** Leaves at once, because one can come back; who may end the visit for everyone is asked which of the two it is. */
export function LeaveButton(): ReactNode {
  const room = useRoom()
  const mayEnd = usePermission('end')
  const [asking, setAsking] = useState(false)
  const { leave } = texts.call.controls
  return (
    <>
      <ControlButton
        icon={<PhoneOff />}
        label={leave}
        caption={leave}
        look="danger"
        className="control-leave"
        onClick={() => (mayEnd ? setAsking(true) : void room.leave())}
      />
      {asking && <LeaveDialog onClose={() => setAsking(false)} />}
    </>
  )
}
