import type { SourceHost } from './source-host.ts'

/** The system gives a track back by itself shortly after the page is shown again. */
const returnMs = 1_000

export interface CaptureWatcher {
  ended(): void
  /** The system took it or gave it back. */
  changed(): void
  /** The page has been visible again for a second. */
  returned(): void
}

/** Tells what happens to a capture that core did not do. Returns the end of watching. */
export function watchCapture(capture: MediaStreamTrack, host: SourceHost, watcher: CaptureWatcher): () => void {
  const control = new AbortController()
  const { signal } = control
  capture.addEventListener('ended', watcher.ended, { signal })
  capture.addEventListener('mute', watcher.changed, { signal })
  capture.addEventListener('unmute', watcher.changed, { signal })
  let cancel = () => {}
  const unwatch =
    host.device &&
    host.environment.onVisible(() => {
      cancel()
      cancel = host.clock.after(returnMs, watcher.returned)
    })
  return () => {
    control.abort()
    cancel()
    if (unwatch) unwatch()
  }
}
