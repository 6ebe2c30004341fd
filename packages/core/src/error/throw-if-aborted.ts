import { abortError } from './on-abort.ts'

/** Throws the {@link abortError} of a signal that has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}
