import { useCallback, useEffect, useState } from 'react'
import { checkNetwork, type NetworkCheck } from '../media/network-check.ts'

export type NetworkCheckState =
  /** `done` is 0..1. */
  | { readonly status: 'checking'; readonly done: number }
  | { readonly status: 'checked'; readonly check: NetworkCheck }
  | { readonly status: 'failed' }

/** Checks the connection when it is mounted, and again when asked to. */
export function useNetworkCheck(): { readonly state: NetworkCheckState; readonly again: () => void } {
  const [state, setState] = useState<NetworkCheckState>({ status: 'checking', done: 0 })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is what runs it again
  useEffect(() => {
    const control = new AbortController()
    const { signal } = control
    const show = (next: NetworkCheckState) => {
      if (!signal.aborted) setState(next)
    }
    checkNetwork({ signal, onProgress: (done) => show({ status: 'checking', done }) }).then(
      (check) => show({ status: 'checked', check }),
      () => show({ status: 'failed' }),
    )
    return () => control.abort()
  }, [attempt])
  const again = useCallback(() => {
    setState({ status: 'checking', done: 0 })
    setAttempt((number) => number + 1)
  }, [])
  return { state, again }
}
