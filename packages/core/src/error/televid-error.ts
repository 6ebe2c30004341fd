import type { TelevidErrorCode } from './televid-error-code.ts'

const marker = Symbol.for('televid.error')

/** Failures that can pass by themselves; every other code needs a change by somebody first. */
const retryableCodes: ReadonlySet<TelevidErrorCode> = new Set([
  'timeout',
  'network',
  'connection-lost',
  'rate-limited',
  'server',
  'device-in-use',
])

export interface TelevidErrorOptions {
  /** What the vendor, browser or server raised. */
  readonly cause?: unknown
  /** Catalogue id of the provider involved, e.g. `p2p`. */
  readonly provider?: string
  /** Overrides the default of the code. */
  readonly retryable?: boolean
}

/**
 * The one error class of TeleVid. Its `message` is one sentence on what happened and one on what to do next; it never
 * holds a token, a key or a name. Test for it with {@link TelevidError.isInstance}, which also works when a page holds
 * two copies of the package.
 */
export class TelevidError extends Error {
  override readonly name = 'TelevidError'
  readonly code: TelevidErrorCode
  /** Whether the same call can succeed later with nothing changed. */
  readonly retryable: boolean
  readonly provider: string | undefined

  constructor(code: TelevidErrorCode, message: string, options: TelevidErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.retryable = options.retryable ?? retryableCodes.has(code)
    this.provider = options.provider
    Object.defineProperty(this, marker, { value: true })
  }

  static isInstance(value: unknown): value is TelevidError {
    return typeof value === 'object' && value !== null && marker in value
  }
}
