import { defineAdapter } from '@televid/core/adapter'
import { p2pCapabilities } from './p2p-capabilities.ts'
import { joinP2p } from './p2p-session.ts'

/**
 * Mesh WebRTC through the control plane's p2p signaling; good for two-party visits and up to six people.
 *
 * `roster-synced` follows the server's `welcome`, which is also what `join` waits for.
 */
export const p2pAdapter = defineAdapter({
  specificationVersion: 'v1',
  vendor: 'p2p',
  capabilities: p2pCapabilities,
  join: joinP2p,
})
