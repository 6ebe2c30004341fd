import { expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { FakeMediaSession } from '../testing/fake-media-devices-session.ts'
import { LocalMedia } from './local-media.ts'
it('x', async () => {
  for (let n = 0; n < 40; n++) {
    const environment = new FakeMediaEnvironment()
    const media = new LocalMedia({ environment, clock: new FakeClock(), report: () => {} })
    const session = new FakeMediaSession()
    const events: string[] = []
    const publish: typeof session.publish = (s, st) => { events.push(`tell ${st.track?.readyState}`); return session.publish(s, st) }
    void media.sessionStarted(publish)
    const g = environment.devices.getUserMedia.bind(environment.devices)
    environment.devices.getUserMedia = async (c) => { for (let i = 0; i < 0; i++) await null; const r = await g(c); events.push('captured'); return r }
    media.camera.enable().then(() => events.push('enabled'), (e) => events.push(e.code))
    for (let i = 0; i < n; i++) await null
    events.push(`lose ${environment.devices.liveTracks.length}`)
    for (const t of environment.devices.liveTracks) t.end()
    for (let i = 0; i < 100; i++) await null
    console.log(n, events.join(', '), session.violations)
  }
  expect(1).toBe(1)
})
