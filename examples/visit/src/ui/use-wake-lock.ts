import { useEffect } from 'react'

/** Keeps the screen on while mounted, where the browser can. A page that was hidden loses the lock and takes a new one. */
export function useWakeLock(): void {
  useEffect(() => {
    const control = new AbortController()
    const { signal } = control
    let lock: WakeLockSentinel | null = null
    const take = async () => {
      if (document.visibilityState !== 'visible') return
      const taken = await navigator.wakeLock.request('screen')
      if (signal.aborted) await taken.release()
      else lock = taken
    }
    // Not there, or no battery left for it: then the screen goes dark as usual.
    const tryTake = () => void take().catch(() => {})
    tryTake()
    document.addEventListener('visibilitychange', tryTake, { signal })
    return () => {
      control.abort()
      lock?.release().catch(() => {})
    }
  }, [])
}
