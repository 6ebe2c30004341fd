/**
 * `@televid/server/node`: configures and serves a control plane with Node.
 *
 * @packageDocumentation
 */
export { attachWebSockets } from './attach-web-sockets.ts'
export {
  type LoadControlPlaneConfigOptions,
  loadControlPlaneConfig,
  type ProviderOptions,
} from './load-control-plane-config.ts'
export { type RunningServer, type ServeOptions, serve } from './serve.ts'
