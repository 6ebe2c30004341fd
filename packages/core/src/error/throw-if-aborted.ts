import { TelevidError } from './televid-error.ts'

/** Throws the `aborted` error when the signal has fired; a {@link TelevidError} given as abort reason is thrown as it is. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return
  if (TelevidError.isInstance(signal.reason)) throw signal.reason
  throw new TelevidError('aborted', 'The call was aborted by its signal.', { cause: signal.reason })
}
