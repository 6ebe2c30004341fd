/** Fires with the signal or after the time, whichever is first. `AbortSignal.any` is missing before Safari 17.4. */
export function within(signal: AbortSignal, milliseconds: number): AbortSignal {
  const control = new AbortController()
  for (const source of [signal, AbortSignal.timeout(milliseconds)]) {
    const abort = () => control.abort(source.reason)
    if (source.aborted) abort()
    source.addEventListener('abort', abort, { once: true, signal: control.signal })
  }
  return control.signal
}
