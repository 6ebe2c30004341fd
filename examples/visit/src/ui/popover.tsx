import { type ReactNode, type RefObject, useEffect, useRef } from 'react'

export interface PopoverProps {
  readonly label: string
  /** The button that opened it: a click there is not one outside, and it gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A small panel over the page that closes on Escape, on a click elsewhere, and when the focus leaves it. */
export function Popover({ label, opener, onClose, children }: PopoverProps): ReactNode {
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const button = opener.current
    panel.current?.focus()
    const outside = (event: Event) => {
      const target = event.target as Node
      // An open dialog or list of a select is not outside.
      if (!panel.current?.contains(target) && !button?.contains(target)) close.current()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      close.current()
      button?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', onKey)
    }
  }, [opener])
  return (
    <div ref={panel} className="popover" role="dialog" aria-label={label} tabIndex={-1}>
      {children}
    </div>
  )
}
