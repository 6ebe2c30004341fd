import { type RefObject, useEffect } from 'react'

/**
 * When the element that has the focus disappears, as a button does with the person it was for, the focus goes to `refuge`.
 * Otherwise whoever uses a keyboard would have to start at the top of the page again.
 */
export function useRescuedFocus(container: RefObject<HTMLElement | null>, refuge: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = container.current
    if (!element) return
    let last: Element | null = null
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null
    }
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return
      last = null
      refuge.current?.focus({ preventScroll: true })
    })
    element.addEventListener('focusin', remember)
    observer.observe(element, { childList: true, subtree: true })
    return () => {
      element.removeEventListener('focusin', remember)
      observer.disconnect()
    }
  }, [container, refuge])
}
