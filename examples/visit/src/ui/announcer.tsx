import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react'

type Announce = (text: string, urgency?: 'polite' | 'assertive') => void

const AnnounceContext = createContext<Announce>(() => {})

/**
 * Two live regions that are in the page from the start, because a region that comes with its text is not read aloud.
 * Several texts in a row are each a line of their own; the oldest go.
 */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const polite = useRef<HTMLDivElement>(null)
  const assertive = useRef<HTMLDivElement>(null)
  const announce = useCallback<Announce>((text, urgency = 'polite') => {
    const region = (urgency === 'polite' ? polite : assertive).current
    if (!region) return
    const line = document.createElement('p')
    line.textContent = text
    region.append(line)
    while (region.childElementCount > 3) region.firstElementChild?.remove()
  }, [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div ref={polite} role="log" aria-live="polite" className="visually-hidden" data-announcer="polite" />
      <div ref={assertive} role="alert" aria-live="assertive" className="visually-hidden" data-announcer="assertive" />
    </AnnounceContext>
  )
}

/** Says something to people who use a screen reader. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}
