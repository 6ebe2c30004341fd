import type { VideoAdapter } from '../adapter/video-adapter.ts'
import { TelevidError } from '../error/televid-error.ts'
import { toTelevidError } from '../error/to-televid-error.ts'

/** What an adapter package exports: `export const adapter = defineAdapter({ … })`. */
export interface AdapterModule {
  readonly adapter: VideoAdapter
}

/** Loads one adapter on demand, e.g. `() => import('@televid/adapter-p2p')`. */
export type AdapterLoader = () => Promise<AdapterModule> | AdapterModule

export type AdapterLoaders = Readonly<Record<string, AdapterLoader>>

/** @throws TelevidError `unknown-provider` | `adapter-missing` | `adapter-invalid` */
export async function loadAdapter(loaders: AdapterLoaders, provider: string): Promise<VideoAdapter> {
  const load = Object.hasOwn(loaders, provider) ? loaders[provider] : undefined
  if (!load) {
    const known = Object.keys(loaders).join(', ') || 'none'
    throw new TelevidError(
      'unknown-provider',
      `The room is on "${provider}", this page has: ${known}. Add it to createTelevid({ adapters }).`,
      { provider },
    )
  }
  let module: AdapterModule
  try {
    module = await load()
  } catch (cause) {
    throw toTelevidError(
      cause,
      'adapter-missing',
      `The adapter of "${provider}" could not be loaded. Check its import in createTelevid({ adapters }).`,
      { provider },
    )
  }
  const adapter: Partial<VideoAdapter> | undefined = module?.adapter
  if (adapter?.specificationVersion !== 'v1' || adapter.vendor !== provider) {
    throw new TelevidError(
      'adapter-invalid',
      `The adapter of "${provider}" says "${adapter?.vendor}", ${adapter?.specificationVersion}. Install the version that fits this core.`,
      { provider },
    )
  }
  return module.adapter
}
