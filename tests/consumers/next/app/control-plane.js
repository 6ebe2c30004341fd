import { createControlPlane, p2p } from '@televid/server'

// Next may load this file more than once; the data folder belongs to one control plane.
globalThis.televid ??= createControlPlane({
  mode: 'development',
  handlesPhi: false,
  provider: 'p2p',
  providers: { p2p: p2p() },
})
export const controlPlane = globalThis.televid
