import { useCallback, useRef, useState } from 'react'

export interface Action {
  readonly busy: boolean
  /** The last run did not work. */
  readonly failed: boolean
  /** Does nothing while an earlier run is under way. */
  readonly run: (work: () => Promise<unknown>) => void
}

/** Something a person asks for that takes a moment and may fail. */
export function useAction(): Action {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const running = useRef(false)
  const run = useCallback((work: () => Promise<unknown>) => {
    if (running.current) return
    running.current = true
    setState('busy')
    const end = (next: 'idle' | 'failed') => () => {
      running.current = false
      setState(next)
    }
    work().then(end('idle'), end('failed'))
  }, [])
  return { busy: state === 'busy', failed: state === 'failed', run }
}
