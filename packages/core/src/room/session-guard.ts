import type { Capabilities, FacetName } from '../adapter/capability.ts'
import type { Facets } from '../adapter/facet.ts'
import type { Source } from '../adapter/source.ts'
import type { SourceState, VendorSession } from '../adapter/vendor-session.ts'
import type { VideoAdapter } from '../adapter/video-adapter.ts'
import { TelevidError } from '../error/televid-error.ts'

/**
 * Stands between core and one vendor session: refuses what the adapter does not offer before it is asked, and turns
 * whatever it throws into a typed error.
 */
export class SessionGuard {
  readonly session: VendorSession
  readonly #adapter: VideoAdapter
  #left: Promise<void> | null = null

  constructor(adapter: VideoAdapter, session: VendorSession) {
    this.#adapter = adapter
    this.session = session
  }

  get capabilities(): Capabilities {
    return this.#adapter.capabilities
  }

  /** @throws TelevidError `unsupported` */
  facet<F extends FacetName>(name: F): Facets[F] {
    const facet = this.#adapter.capabilities[name].support === 'none' ? undefined : this.session[name]
    if (facet === undefined) throw unsupported(this.#adapter.vendor, name)
    return facet as Facets[F]
  }

  setSource(source: Source, state: SourceState): Promise<void> {
    return this.run(() => this.session.setSource(source, state))
  }

  async run<T>(call: () => T | Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      throw vendorError(this.#adapter, error)
    }
  }

  leave(): Promise<void> {
    this.#left ??= this.run(() => this.session.leave())
    return this.#left
  }
}

export function unsupported(vendor: string, feature: string): TelevidError {
  return new TelevidError(
    'unsupported',
    `The provider "${vendor}" has no "${feature}". Ask room.supports("${feature}") first.`,
    { provider: vendor },
  )
}

/** What a vendor's error means, by its adapter, or `vendor` where the adapter does not know. */
export function vendorError(adapter: VideoAdapter, error: unknown): TelevidError {
  if (TelevidError.isInstance(error)) return error
  const meaning = adapter.toError?.(error)
  const options = { cause: error, provider: adapter.vendor }
  if (meaning == null)
    return new TelevidError('vendor', `The provider "${adapter.vendor}" failed; see the cause.`, options)
  const { code, message, retryable } = meaning
  return new TelevidError(code, message, retryable === undefined ? options : { ...options, retryable })
}
