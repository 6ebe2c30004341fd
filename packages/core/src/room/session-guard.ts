import type { Capabilities, FacetName, FeatureName } from '../adapter/capability.ts'
import type { Facets } from '../adapter/facet.ts'
import type { VendorSession } from '../adapter/vendor-session.ts'
import type { VideoAdapter } from '../adapter/video-adapter.ts'
import { TelevidError } from '../error/televid-error.ts'

/**
 * Stands between core and one vendor session: refuses what the adapter does not offer before it is asked, and turns
 * whatever it throws into a typed error.
 */
export interface SessionGuard {
  readonly session: VendorSession
  readonly capabilities: Capabilities
  /** It was joined with a key. */
  readonly encrypted: boolean
  /** The `unsupported` that a command of this feature gets, where the adapter declares `none`. */
  refusalOf(feature: FeatureName): TelevidError | null
  /** @throws TelevidError `unsupported` */
  facet<F extends FacetName>(name: F): Facets[F]
  run<T>(call: () => T | Promise<T>): Promise<T>
}

export function guardSession(adapter: VideoAdapter, session: VendorSession, encrypted: boolean): SessionGuard {
  const { capabilities } = adapter
  const refusalOf = (feature: FeatureName) =>
    capabilities[feature].support === 'none' ? unsupported(adapter, feature) : null
  return {
    session,
    capabilities,
    encrypted,
    refusalOf,
    facet<F extends FacetName>(name: F) {
      const facet = session[name]
      if (!facet || refusalOf(name)) throw unsupported(adapter, name)
      return facet as Facets[F]
    },
    async run(call) {
      try {
        return await call()
      } catch (error) {
        throw vendorError(adapter, error)
      }
    },
  }
}

export function unsupported({ vendor }: VideoAdapter, feature: FeatureName): TelevidError {
  return new TelevidError(
    'unsupported',
    `The provider "${vendor}" has no "${feature}". Ask room.supports("${feature}") first.`,
    { provider: vendor },
  )
}

/** What a vendor's error means, by its adapter, or `vendor` where the adapter does not know. */
export function vendorError(adapter: VideoAdapter, cause: unknown): TelevidError {
  if (TelevidError.isInstance(cause)) return cause
  const { vendor: provider } = adapter
  const { code, message, ...options } = adapter.toError?.(cause) ?? {
    code: 'vendor',
    message: `The provider "${provider}" failed; see the cause.`,
  }
  return new TelevidError(code, message, { ...options, cause, provider })
}
