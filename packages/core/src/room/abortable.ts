import { onAbort } from '../error/on-abort.ts'
import { throwIfAborted } from '../error/throw-if-aborted.ts'

/** Settles with `promise`, or rejects as soon as the signal fires, for calls that cannot be aborted themselves. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfAborted(signal)
  let release = () => {}
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        release = onAbort(signal, reject)
      }),
    ])
  } finally {
    release()
  }
}
