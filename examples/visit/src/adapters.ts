import type { AdapterLoaders } from '@televid/core'

/** Every adapter this app can load; which one is used is the server's decision, and only that one is downloaded. */
export const adapters: AdapterLoaders = {
  p2p: () => import('@televid/adapter-p2p'),
  livekit: () => import('@televid/adapter-livekit'),
  twilio: () => import('@televid/adapter-twilio'),
}
