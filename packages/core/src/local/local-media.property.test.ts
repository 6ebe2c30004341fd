import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LocalSourceSnapshot, offSource } from '../state/local-source-snapshot.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { FakeMediaSession } from '../testing/fake-media-devices-session.ts'
import { LocalMedia } from './local-media.ts'
import type { TrackProcessor } from './local-source.ts'

type Step =
  | { type: 'enable' | 'disable' | 'keep' | 'release' | 'session' | 'session-end' | 'reveal' | 'lose' | 'refuse' }
  | { type: 'interrupt'; muted: boolean }
  | { type: 'abortable'; abortAfter: number }
  | { type: 'select'; deviceId: string }
  | { type: 'processor'; works: boolean | null }
  | { type: 'failure'; failure: 'NotAllowedError' | 'NotReadableError' | null }
  | { type: 'pause'; turns: number }

const step = fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
  {
    weight: 6,
    arbitrary: fc.constantFrom<Step>({ type: 'enable' }, { type: 'enable' }, { type: 'disable' }, { type: 'keep' }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { type: 'release' },
      { type: 'session' },
      { type: 'session-end' },
      { type: 'reveal' },
      { type: 'lose' },
      { type: 'refuse' },
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(true, true, false).map((muted) => ({ type: 'interrupt', muted })) },
  { weight: 2, arbitrary: fc.nat(12).map((abortAfter) => ({ type: 'abortable', abortAfter })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('camera-1', 'camera-2', 'nowhere').map((deviceId) => ({ type: 'select', deviceId })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(true, true, true, false, null).map((works) => ({ type: 'processor', works })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('NotAllowedError' as const, 'NotReadableError' as const, null, null, null)
      .map((failure) => ({ type: 'failure', failure })),
  },
  // Short pauses hit every point between two steps of the source; after a long one it has come to rest.
  { weight: 5, arbitrary: fc.oneof(fc.nat(12), fc.constant(200)).map((turns) => ({ type: 'pause', turns })) },
)

const turn = async (count: number) => {
  for (let index = 0; index < count; index++) await null
}

/** Runs a script against the camera and returns what must hold at its end. */
async function play(script: readonly Step[], delays: readonly number[], phone: boolean) {
  const environment = new FakeMediaEnvironment({ oneCaptureAtATime: phone })
  environment.phone = phone
  const { devices } = environment
  const clock = new FakeClock()
  let camera: LocalSourceSnapshot = offSource
  const states = new Set<string>()
  const media = new LocalMedia({
    environment,
    clock,
    report: (input) => {
      if (input.type !== 'local-source') return
      camera = input.value
      states.add(camera.state)
    },
  })
  let session: FakeMediaSession | null = null
  const violations: string[] = []
  const commands: Promise<unknown>[] = []
  let delay = 0
  const until = () => turn(delays[delay++ % delays.length] ?? 0)
  const getUserMedia = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    await until()
    return getUserMedia(constraints)
  }
  const endSession = () => {
    session?.end()
    violations.push(...(session?.violations ?? []))
    session = null
    media.sessionEnded()
  }
  const run = (command: Promise<unknown>) =>
    commands.push(command.catch((error) => expect(error).toHaveProperty('code')))
  for (const one of script) {
    switch (one.type) {
      case 'enable':
        run(media.camera.enable())
        break
      case 'abortable': {
        const control = new AbortController()
        run(media.camera.enable({ signal: control.signal, deviceId: 'camera-2' }))
        void turn(one.abortAfter).then(() => control.abort())
        break
      }
      case 'disable':
        run(media.camera.disable())
        break
      case 'keep':
        run(media.camera.disable({ keepCapture: true }))
        break
      case 'select':
        run(media.select('videoinput', one.deviceId))
        break
      case 'processor': {
        const processor: TrackProcessor = async (track) => {
          await until()
          if (!one.works) throw new Error('broken')
          return track.clone()
        }
        run(media.camera.setProcessor(one.works === null ? null : processor))
        break
      }
      case 'release':
        media.releaseAll()
        // A capture that the browser has opened and not handed out yet is ended on arrival.
        await turn(20)
        if (devices.liveTracks.length) violations.push('a live track after releaseAll()')
        break
      case 'session': {
        if (session) endSession()
        session = new FakeMediaSession()
        session.beforeEach = until
        run(media.sessionStarted(session.publish))
        break
      }
      case 'session-end':
        endSession()
        break
      case 'interrupt':
        for (const deviceId of ['camera-1', 'camera-2']) devices.systemMute(deviceId, one.muted)
        break
      case 'lose':
        for (const track of devices.liveTracks) track.end()
        break
      case 'refuse':
        if (!session) break
        session.beforeEach = async (_, { track }) => {
          await until()
          if (track) throw new Error('vendor says no')
        }
        break
      case 'reveal':
        environment.setVisible(true)
        await clock.advanceAsync(1_000)
        break
      case 'failure':
        devices.fail('video', one.failure)
        break
      case 'pause':
        await turn(one.turns)
        break
    }
  }
  await Promise.all(commands)
  await clock.advanceAsync(5_000)
  const last = session as FakeMediaSession | null
  return {
    media,
    devices,
    environment,
    clock,
    session: last,
    violations: [...violations, ...(last?.violations ?? [])],
    camera: () => camera,
    states,
  }
}

describe('a local source under any sequence of commands', () => {
  it('ends with no live track when off and exactly the desired state published', async () => {
    const seen: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
        fc.array(fc.nat(10), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (script, delays, phone) => {
          const { media, devices, environment, clock, session, violations, camera, states } = await play(
            script,
            delays,
            phone,
          )
          expect(violations).toEqual([])
          const { state } = camera()
          for (const one of states) seen[one] = (seen[one] ?? 0) + 1
          expect(['off', 'live', 'muted', 'interrupted']).toContain(state)
          const on = state === 'live' || state === 'interrupted'
          expect(session?.shows('camera') ?? false).toBe(on && session !== null)
          if (session && state === 'muted') expect(session.states.get('camera')).toMatchObject({ muted: true })
          const chain = (camera().processed ? 2 : 1) + (session ? 1 : 0)
          expect(devices.liveTracks).toHaveLength(state === 'off' ? 0 : chain)
          expect(environment.visibilityListeners).toBe(state === 'off' ? 0 : 1)

          // The last word counts: whatever went before, off is off and on is on.
          devices.fail('video', null)
          if (session) session.beforeEach = async () => {}
          await media.camera.setProcessor(null)
          await media.camera.enable()
          if (session) expect(session.shows('camera')).toBe(true)
          const [off] = [media.camera.disable(), media.camera.enable().catch(() => {}), media.camera.disable()]
          await off
          expect(devices.liveTracks).toEqual([])
          expect(session?.shows('camera') ?? false).toBe(false)
          expect(clock.pending).toBe(0)
        },
      ),
      { numRuns: 1_000 },
    )
    // A generator that never got there would prove nothing.
    for (const state of ['off', 'starting', 'live', 'muted', 'interrupted', 'stopping'])
      expect(seen[state] ?? 0).toBeGreaterThan(10)
  })

  it('is what the last command says, whatever the timing, and changes only as often as it must', async () => {
    const toggle = fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
      fc.constantFrom<Step>({ type: 'enable' }, { type: 'disable' }, { type: 'keep' }),
      fc.nat(12).map((turns) => ({ type: 'pause', turns })),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(toggle, { minLength: 1, maxLength: 20, size: 'max' }),
        fc.array(fc.nat(10), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (toggles, delays, phone) => {
          const { devices, session, camera } = await play([{ type: 'session' }, ...toggles], delays, phone)
          const commands = toggles.filter((one) => one.type !== 'pause')
          const last = commands.at(-1)?.type
          const { state } = camera()
          if (last === 'enable') expect(state).toBe('live')
          else if (last === 'keep') expect(['muted', 'off']).toContain(state)
          else expect(state).toBe('off')
          const shown = state === 'live' ? 'on' : state
          const log = session?.log.map((line) => line.replace('camera ', '')) ?? []
          expect(log.at(-1) ?? 'off').toBe(shown)
          // No state is told twice in a row, and a burst without a pause is one change at most.
          expect(log.some((line, index) => line === log[index - 1])).toBe(false)
          expect(log.length).toBeLessThanOrEqual(commands.length)
          if (!toggles.some((one) => one.type === 'pause')) {
            expect(log.length).toBeLessThanOrEqual(1)
            expect(devices.calls.length).toBeLessThanOrEqual(1)
          }
          expect(devices.liveTracks).toHaveLength(state === 'off' ? 0 : 2)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
