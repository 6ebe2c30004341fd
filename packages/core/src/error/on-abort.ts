import type { TelevidError } from './televid-error.ts'
import { toTelevidError } from './to-televid-error.ts'

/** The reason of a signal that has fired: `aborted`, or the {@link TelevidError} given as its reason. */
export function abortError(signal: AbortSignal): TelevidError {
  return toTelevidError(
    signal.reason,
    'aborted',
    'The call was aborted by its signal. Call it again when it is wanted.',
  )
}

/** Calls back with the {@link abortError} once the signal fires; returns the release. */
export function onAbort(signal: AbortSignal | undefined, callback: (error: TelevidError) => void): () => void {
  const listener = () => signal && callback(abortError(signal))
  signal?.addEventListener('abort', listener)
  return () => signal?.removeEventListener('abort', listener)
}
