/**
 * `@televid/server/node`: serves a control plane with Node.
 *
 * @packageDocumentation
 */
export { attachWebSockets } from './attach-web-sockets.ts'
export { type RunningServer, type ServeOptions, serve } from './serve.ts'
