import { useRoom } from '@televid/react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../use-action.ts'

export function LeaveDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const room = useRoom()
  const { busy, failed, run } = useAction()
  const { leave, dialog } = texts.call
  return (
    <Dialog
      title={leave.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{dialog.cancel}</Button>
          <Button look="primary" onClick={() => void room.leave()}>
            {leave.leave}
          </Button>
          <Button look="danger" aria-busy={busy} onClick={() => run(() => room.controls.endRoom())}>
            {leave.endForEveryone}
          </Button>
        </>
      }
    >
      <p>{leave.text}</p>
      {failed && (
        <p className="problem" role="alert">
          {leave.failed}
        </p>
      )}
    </Dialog>
  )
}
