/**
 * `@televid/adapter-livekit`: LiveKit Cloud and self-hosted LiveKit servers, over `livekit-client`.
 *
 * @packageDocumentation
 */
export {
  createLivekitAdapter,
  type LivekitAdapterOptions,
  livekitAdapter as adapter,
  livekitAdapter,
} from './livekit-adapter.ts'
export type { LivekitCredentials } from './parse-livekit-credentials.ts'
