import { type ReactNode, useEffect, useRef } from 'react'

export interface PageHeadingProps {
  readonly children: ReactNode
  /** Title of the tab while this page is shown; default: the heading. */
  readonly title?: string
  readonly className?: string
}

/** The one h1 of a page. It takes the focus when the page appears, at its top, so that everybody goes on from here. */
export function PageHeading({ children, title, className }: PageHeadingProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    document.title = title ?? heading.current?.textContent ?? ''
  })
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
