export { findLivekit, type LivekitSearch, livekitCache, livekitVersion } from './find-livekit.ts'
export { type LivekitOptions, type LivekitServer, startLivekit } from './start-livekit.ts'
