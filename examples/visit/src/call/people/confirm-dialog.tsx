import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../use-action.ts'

export interface ConfirmDialogProps {
  readonly title: string
  /** What follows from it. */
  readonly text: string
  readonly confirm: string
  readonly onConfirm: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asks before something that cannot be undone; stays open when it failed. */
export function ConfirmDialog({ title, text, confirm, onConfirm, onClose }: ConfirmDialogProps): ReactNode {
  const { busy, failed, run } = useAction()
  const act = async () => {
    await onConfirm()
    onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.call.dialog.cancel}</Button>
          <Button look="danger" aria-busy={busy} onClick={() => run(act)}>
            {confirm}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {failed && (
        <p className="problem" role="alert">
          {texts.call.people.failed}
        </p>
      )}
    </Dialog>
  )
}
