/**
 * `@televid/core/testing`: a scriptable adapter, a clock and media devices, for tests of apps and adapters.
 *
 * @packageDocumentation
 */
export type { FakeAdapterOptions, SentPacket } from './fake-adapter.ts'
export { FakeAdapter } from './fake-adapter.ts'
export { fakeCapabilities } from './fake-capabilities.ts'
export { FakeClock } from './fake-clock.ts'
export { fakeGrant } from './fake-grant.ts'
export type { FakeDeviceFailure, FakeMediaDevicesOptions } from './fake-media-devices.ts'
export { FakeMediaDevices } from './fake-media-devices.ts'
export { FakeMediaElement, FakeMediaEnvironment } from './fake-media-devices-environment.ts'
export { FakeMediaStreamTrack } from './fake-media-devices-track.ts'
export { FakeRemote } from './fake-remote.ts'
