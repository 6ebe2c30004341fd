/**
 * `@televid/adapter-p2p`: the embedded default provider. Mesh WebRTC between browsers, signaling through your own
 * control plane, no vendor account.
 *
 * @packageDocumentation
 */
export { p2pAdapter, p2pAdapter as adapter } from './p2p-adapter.ts'
export type { P2pNative } from './p2p-session.ts'
