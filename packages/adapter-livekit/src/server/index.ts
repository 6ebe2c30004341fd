/**
 * `@televid/adapter-livekit/server`: tokens, rooms, moderation and webhooks of LiveKit for the control plane.
 *
 * @packageDocumentation
 */
export { livekit } from './livekit.ts'
export type { LivekitOptions } from './livekit-options.ts'
