import type { Capabilities, Capability, FeatureName } from '../adapter/capability.ts'
import { facetNames, traitNames } from '../adapter/capability.ts'

const native: Capability = { support: 'native' }
const none: Capability = { support: 'none' }

/** Features the fake adapter does not have; tests of "unsupported" rely on them. */
const missing: readonly FeatureName[] = ['encryption', 'captions', 'profile', 'speaker', 'bulkMessages']

/** Capabilities of the fake adapter: everything native but what it does not have. */
export function fakeCapabilities(overrides: Partial<Capabilities> = {}): Capabilities {
  const features = [...facetNames, ...traitNames].map((name) => [name, missing.includes(name) ? none : native])
  return {
    ...(Object.fromEntries(features) as { readonly [F in FeatureName]: Capability }),
    limits: { packetBytes: 16_384, participants: 1000 },
    audioPlayback: 'core',
    speakerScope: 'page',
    ...overrides,
  }
}
