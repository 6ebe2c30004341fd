import { TelevidError, type TelevidErrorOptions } from './televid-error.ts'
import type { TelevidErrorCode } from './televid-error-code.ts'

/** Returns `error` itself when it already is a {@link TelevidError}, otherwise wraps it with `cause`. */
export function toTelevidError(
  error: unknown,
  code: TelevidErrorCode,
  message: string,
  options: TelevidErrorOptions = {},
): TelevidError {
  return TelevidError.isInstance(error) ? error : new TelevidError(code, message, { ...options, cause: error })
}
