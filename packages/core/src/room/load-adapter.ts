import type { VideoAdapter } from '../adapter/video-adapter.ts'
import { TelevidError } from '../error/televid-error.ts'

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
  if (load === undefined) {
    const known = Object.keys(loaders).join(', ') || 'none'
    throw new TelevidError(
      'unknown-provider',
      `The room is on "${provider}", but this page has adapters for: ${known}. Add it to createTelevid({ adapters }).`,
      { provider },
    )
  }
  let module: AdapterModule
  try {
    module = await load()
  } catch (cause) {
    if (TelevidError.isInstance(cause)) throw cause
    throw new TelevidError(
      'adapter-missing',
      `The adapter of "${provider}" could not be loaded. Check that its package is installed and that the import in createTelevid({ adapters }) is right.`,
      { provider, cause },
    )
  }
  const adapter: Partial<VideoAdapter> | undefined = module?.adapter
  if (adapter?.specificationVersion !== 'v1' || adapter.vendor !== provider) {
    throw new TelevidError(
      'adapter-invalid',
      `The adapter of "${provider}" is not a version 1 adapter of that vendor (it says "${adapter?.vendor}", ${adapter?.specificationVersion}). Install versions that belong together.`,
      { provider },
    )
  }
  return module.adapter
}
