import { useLocalSource, useRoom } from '@televid/react'
import { type ReactNode, useEffect } from 'react'
import { DeviceHelp } from '../../devices/device-help.tsx'
import { texts } from '../../texts/texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import type { HelpSource } from './banner-action.tsx'

export interface DeviceHelpDialogProps {
  readonly source: HelpSource
  readonly onClose: () => void
}

/** Why a device is off and what to do; closes by itself once it works. */
export function DeviceHelpDialog({ source, onClose }: DeviceHelpDialogProps): ReactNode {
  const room = useRoom()
  const { state, error } = useLocalSource(source)
  const solved = state === 'live'
  useEffect(() => {
    if (solved) onClose()
  }, [solved, onClose])
  const continueWithout = () => {
    // Also forgets the error.
    void room.local[source].disable()
    onClose()
  }
  const withoutBlur = () => {
    // Both in one turn, so that the blur which failed is not tried again.
    room.local.camera.setProcessor(null).catch(() => {})
    room.local.camera.enable().catch(() => {})
  }
  return (
    <Dialog title={texts.call.deviceHelpTitle} onClose={onClose}>
      {error && (
        <DeviceHelp
          source={source}
          error={error}
          onRetry={() => void room.local[source].enable().catch(() => {})}
          onWithoutBlur={withoutBlur}
          onContinueWithout={continueWithout}
        />
      )}
    </Dialog>
  )
}
