export { p2p } from './p2p.ts'
export type { P2pOptions } from './p2p-options.ts'
