import { TelevidError } from '../error/televid-error.ts'

const attempts = 3
const pauseMs = 200

/**
 * Makes a call up to three times while it fails with an error that is `retryable`, 200 and 400 ms apart. For calls that may be sent
 * again.
 */
export async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (!TelevidError.isInstance(error) || !error.retryable || attempt === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs * 2 ** (attempt - 1)))
    }
  }
}
