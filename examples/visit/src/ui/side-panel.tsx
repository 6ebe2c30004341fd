import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { texts } from '../texts/texts.ts'
import { IconButton } from './icon-button.tsx'
import { useRescuedFocus } from './use-rescued-focus.ts'

export interface SidePanelProps {
  readonly title: string
  /** Id of the button that opens and closes it: the focus goes back there. */
  readonly openerId: string
  readonly className?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Beside the stage, and on phones in front of it. It takes the focus when it opens and gives it back; the page stays usable. */
export function SidePanel({ title, openerId, className = '', onClose, children }: SidePanelProps): ReactNode {
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    return () => {
      // Only when the focus was in here, and is nowhere now.
      if (document.activeElement === document.body) document.getElementById(openerId)?.focus()
    }
  }, [openerId])
  useRescuedFocus(panel, heading)
  return (
    <aside
      ref={panel}
      className={`side-panel ${className}`}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        const inDialog = event.target instanceof Element && event.target.closest('dialog') !== null
        if (event.key === 'Escape' && !inDialog) onClose()
      }}
    >
      <div className="side-panel-head">
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon={<X size={20} />} label={texts.call.dialog.close} onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}
