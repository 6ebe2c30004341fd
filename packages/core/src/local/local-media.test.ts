import { describe, expect, it, vi } from 'vitest'
import type { Source } from '../adapter/source.ts'
import { TelevidError } from '../error/televid-error.ts'
import { type LocalSourceSnapshot, offSource } from '../state/local-source-snapshot.ts'
import type { RoomInput } from '../state/room-input.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import type { FakeMediaDevicesOptions } from '../testing/fake-media-devices.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { FakeMediaSession } from '../testing/fake-media-devices-session.ts'
import { FakeMediaStreamTrack } from '../testing/fake-media-devices-track.ts'
import { LocalMedia } from './local-media.ts'

function setup(options: FakeMediaDevicesOptions = {}) {
  const environment = new FakeMediaEnvironment(options)
  const clock = new FakeClock()
  const session = new FakeMediaSession()
  const states = new Map<Source, LocalSourceSnapshot>()
  const history: string[] = []
  const reports: RoomInput[] = []
  const media = new LocalMedia({
    environment,
    clock,
    report: (input) => {
      reports.push(input)
      if (input.type !== 'local-source') return
      if (states.get(input.source)?.state !== input.value.state) history.push(`${input.source} ${input.value.state}`)
      states.set(input.source, input.value)
    },
  })
  const state = (source: Source) => (states.get(source) ?? offSource).state
  const becomes = (source: Source, wanted: string) =>
    vi.waitFor(() => expect(state(source)).toBe(wanted), { interval: 1 })
  return { environment, devices: environment.devices, clock, session, states, history, reports, media, state, becomes }
}

async function inSession(options: FakeMediaDevicesOptions = {}) {
  const rig = setup(options)
  await rig.media.sessionStarted(rig.session.publish)
  return rig
}

const failing = (code: string) => expect.objectContaining({ code })

describe('camera and microphone', () => {
  it('are captured with one prompt, published as clones, and all ended when off', async () => {
    const { media, devices, session, history } = await inSession()
    await Promise.all([media.camera.enable(), media.microphone.enable()])
    expect(devices.calls).toEqual([{ video: { width: { ideal: 1280 }, height: { ideal: 720 } }, audio: {} }])
    const track = session.states.get('camera')?.track
    expect(devices.liveTracks.find((one) => one === track)?.parent).not.toBeNull()
    expect(devices.liveTracks).toHaveLength(4)
    await media.camera.disable()
    expect(devices.liveTracks.map((one) => one.kind)).toEqual(['audio', 'audio'])
    await media.microphone.disable()
    expect(devices.liveTracks).toEqual([])
    expect(session.log.toSorted()).toEqual(['camera off', 'camera on', 'microphone off', 'microphone on'])
    expect(history.filter((line) => line.startsWith('camera'))).toEqual(
      ['starting', 'live', 'stopping', 'off'].map((line) => `camera ${line}`),
    )
  })

  it('tell the far side before they end the capture', async () => {
    const { media, devices, session } = await inSession()
    await media.camera.enable()
    let liveWhileTold = 0
    session.beforeEach = async () => {
      liveWhileTold = devices.liveTracks.length
    }
    await media.camera.disable()
    expect(liveWhileTold).toBe(2)
  })

  it('coalesce repeated toggles into one change', async () => {
    const { media, devices, session } = await inSession()
    const calls = [media.camera.enable(), media.camera.disable(), media.camera.enable()]
    await Promise.all(calls)
    expect(devices.calls).toHaveLength(1)
    expect(session.log).toEqual(['camera on'])
    const [off, on, end] = [media.camera.disable(), media.camera.enable(), media.camera.disable()]
    await Promise.all([off, end])
    await expect(on).rejects.toMatchObject({ code: 'aborted' })
    expect(session.log).toEqual(['camera on', 'camera off'])
  })

  it('can be turned off while the prompt is open; a late capture is ended', async () => {
    const { media, devices, state } = await inSession()
    const answer = devices.holdPrompt()
    const on = media.camera.enable()
    const refused = expect(on).rejects.toMatchObject({ code: 'aborted' })
    await vi.waitFor(() => expect(devices.calls).toHaveLength(1))
    await media.camera.disable()
    await refused
    expect(state('camera')).toBe('off')
    answer()
    await vi.waitFor(() => expect(devices.tracks).toHaveLength(1))
    await vi.waitFor(() => expect(devices.liveTracks).toEqual([]))
    await media.camera.enable()
    expect(devices.liveTracks).toHaveLength(2)
  })

  it('are left as they were by an aborted enable', async () => {
    const { media, devices, state } = await inSession()
    const answer = devices.holdPrompt()
    const control = new AbortController()
    const on = media.camera.enable({ signal: control.signal })
    await vi.waitFor(() => expect(devices.calls).toHaveLength(1))
    control.abort()
    await expect(on).rejects.toMatchObject({ code: 'aborted' })
    answer()
    await vi.waitFor(() => expect(devices.tracks).toHaveLength(1))
    await vi.waitFor(() => expect(devices.liveTracks).toEqual([]))
    expect(state('camera')).toBe('off')
    await media.camera.enable()
    const next = new AbortController()
    const change = media.camera.enable({ deviceId: 'camera-2', signal: next.signal })
    next.abort()
    await expect(change).rejects.toMatchObject({ code: 'aborted' })
    await media.camera.enable()
    expect(devices.liveTracks.map((track) => track.origin.deviceId)).toEqual(['camera-1', 'camera-1'])
    await expect(media.camera.enable({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
  })

  it('say why they do not start', async () => {
    const { media, devices, states, session } = await inSession()
    devices.fail('video', 'NotAllowedError')
    await expect(media.camera.enable()).rejects.toMatchObject({ code: 'permission-denied' })
    expect(states.get('camera')).toMatchObject({ state: 'off', error: { code: 'permission-denied' } })
    devices.fail('video', null)
    await media.camera.enable()
    expect(states.get('camera')).toEqual({ state: 'live', deviceId: 'camera-1', error: null, processed: false })
    expect(session.log).toEqual(['camera on'])
  })

  it('do not try again what has failed', async () => {
    const { media, devices, session } = await inSession()
    devices.fail('video', 'OverconstrainedError')
    const width = { exact: 99_999 }
    await expect(media.camera.enable({ constraints: { width } })).rejects.toMatchObject({ code: 'device-constraints' })
    await expect(media.camera.enable({ deviceId: 'nowhere' })).rejects.toMatchObject({ code: 'device-constraints' })
    devices.fail('video', null)
    await media.camera.enable()
    expect(devices.calls.at(-1)).toEqual({ video: { width: { ideal: 1280 }, height: { ideal: 720 } } })
    await media.camera.enable({ constraints: { width: 320 } })
    await media.camera.disable()
    await media.camera.enable()
    expect(devices.calls.at(-1)).toEqual({ video: { width: 320 } })
    expect(session.violations).toEqual([])
  })

  it('keep the capture when asked, and return without a new one', async () => {
    const { media, devices, session, state } = await inSession()
    await media.microphone.enable()
    const track = session.states.get('microphone')?.track
    await media.microphone.disable({ keepCapture: true })
    expect(state('microphone')).toBe('muted')
    expect(session.states.get('microphone')).toEqual({ track, muted: true })
    await media.microphone.enable()
    expect(session.states.get('microphone')).toEqual({ track, muted: false })
    expect(devices.calls).toHaveLength(1)
    await media.microphone.disable({ keepCapture: true })
    await media.microphone.disable()
    expect(devices.liveTracks).toEqual([])
  })

  it('are off with the error when they cannot be published', async () => {
    const { media, devices, session, states } = await inSession()
    session.beforeEach = async (_, { track }) => {
      if (track) throw new Error('vendor says no')
    }
    await expect(media.camera.enable()).rejects.toMatchObject({ code: 'vendor' })
    expect(states.get('camera')).toMatchObject({ state: 'off', error: { code: 'vendor' } })
    expect(devices.liveTracks).toEqual([])
  })

  it('are published anew when an earlier attempt failed after it was superseded', async () => {
    const { media, session } = await inSession()
    let fail = () => {}
    session.beforeEach = () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('vendor says no'))
      })
    const first = media.camera.enable()
    await vi.waitFor(() => expect(session.busy('camera')).toBe(true))
    const second = media.camera.enable({ signal: new AbortController().signal })
    session.beforeEach = async () => {}
    fail()
    await Promise.all([first, second])
    expect(session.shows('camera')).toBe(true)
    expect(session.violations).toEqual([])
  })

  it('end their tracks though the far side cannot be told', async () => {
    const { media, devices, session, clock, states } = await inSession()
    await media.camera.enable()
    let give = () => {}
    session.beforeEach = () =>
      new Promise((_, reject) => {
        give = () => reject(new Error('gone'))
      })
    const off = media.camera.disable()
    await clock.advanceAsync(1_999)
    expect(devices.liveTracks).not.toEqual([])
    await clock.advanceAsync(1)
    expect(devices.liveTracks).toEqual([])
    give()
    await off
    expect(states.get('camera')).toMatchObject({ state: 'off', error: { code: 'vendor' } })
    expect(clock.pending).toBe(0)
  })

  it('go off when the vendor refuses them', async () => {
    const { media, devices, session, states, becomes } = await inSession()
    await media.camera.enable()
    media.refused('camera', new TelevidError('forbidden', 'x'))
    await becomes('camera', 'off')
    expect(states.get('camera')?.error?.code).toBe('forbidden')
    expect(session.shows('camera')).toBe(false)
    expect(devices.liveTracks).toEqual([])
  })
})

describe('sessions', () => {
  it('get what a preview has turned on, and end without it', async () => {
    const { media, devices, session, environment } = setup()
    const element = environment.createElement()
    media.camera.attach(element)
    await media.camera.enable()
    expect(element).toMatchObject({ muted: true, track: { readyState: 'live' } })
    expect(devices.liveTracks).toHaveLength(1)
    await media.sessionStarted(session.publish)
    expect(session.shows('camera')).toBe(true)
    session.end()
    media.sessionEnded()
    await vi.waitFor(() => expect(devices.liveTracks).toHaveLength(1))
    const next = new FakeMediaSession()
    await media.sessionStarted(next.publish)
    expect(next.log).toEqual(['camera on'])
    expect(next.violations).toEqual([])
    media.releaseAll()
    expect(devices.liveTracks).toEqual([])
    expect(element.srcObject).toBeNull()
    expect(environment.visibilityListeners + devices.changeListeners).toBe(0)
  })

  it('that hang or end leave nobody waiting and no device open', async () => {
    const { media, devices, session, state } = await inSession()
    session.beforeEach = () => new Promise(() => {})
    const on = media.camera.enable()
    await vi.waitFor(() => expect(devices.liveTracks).toHaveLength(2))
    media.releaseAll()
    await expect(on).rejects.toMatchObject({ code: 'aborted' })
    expect(devices.liveTracks).toEqual([])
    media.sessionEnded()
    const next = new FakeMediaSession()
    await media.sessionStarted(next.publish)
    await media.camera.enable()
    expect([next.log, state('camera')]).toEqual([['camera on'], 'live'])
  })

  it('are not entered with a capture that was released while its prompt was open', async () => {
    const { media, devices } = await inSession()
    const answer = devices.holdPrompt()
    const refused = expect(media.camera.enable()).rejects.toMatchObject({ code: 'aborted' })
    await vi.waitFor(() => expect(devices.calls).toHaveLength(1))
    media.releaseAll()
    await refused
    answer()
    await vi.waitFor(() => expect(devices.tracks).toHaveLength(1))
    await vi.waitFor(() => expect(devices.liveTracks).toEqual([]))
    expect(devices.changeListeners).toBe(0)
  })
})

describe('devices', () => {
  it('are listed without a prompt, then kept up to date', async () => {
    const { media, devices, reports } = setup()
    expect(await media.devices.list()).toHaveLength(5)
    expect(devices.calls).toEqual([])
    devices.unplug('camera-2')
    await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ type: 'devices', devices: { length: 4 } }))
    media.releaseAll()
    expect(devices.changeListeners).toBe(0)
  })

  it('are opened first and swapped then; the far side never sees a gap', async () => {
    const { media, devices, session, states } = await inSession()
    await media.camera.enable()
    await media.select('videoinput', 'camera-2')
    expect(session.log).toEqual(['camera on', 'camera on'])
    expect(devices.liveTracks.map((track) => track.origin.deviceId)).toEqual(['camera-2', 'camera-2'])
    expect(states.get('camera')?.deviceId).toBe('camera-2')
    await media.camera.disable()
    await media.camera.enable()
    expect(states.get('camera')?.deviceId).toBe('camera-2')
  })

  it('are remembered when chosen while off', async () => {
    const { media, states } = await inSession()
    await media.select('videoinput', 'camera-2')
    await media.camera.enable()
    expect(states.get('camera')?.deviceId).toBe('camera-2')
  })

  it('that were chosen while off and are gone by then give way to the one of the system', async () => {
    const { media, states } = await inSession()
    await media.select('videoinput', 'nowhere')
    await media.camera.enable()
    expect(states.get('camera')).toMatchObject({ state: 'live', deviceId: 'camera-1', error: null })
  })

  it('that are not there leave the earlier one on', async () => {
    const { media, states, session } = await inSession()
    await media.camera.enable()
    await expect(media.select('videoinput', 'nowhere')).rejects.toMatchObject({ code: 'device-not-found' })
    expect(states.get('camera')).toMatchObject({
      state: 'live',
      deviceId: 'camera-1',
      error: { code: 'device-not-found' },
    })
    expect(session.log).toEqual(['camera on'])
    await media.camera.disable()
    await media.camera.enable()
    expect(states.get('camera')).toMatchObject({ state: 'live', deviceId: 'camera-1', error: null })
  })

  it.each([true, false])(
    'are released before the next opens where only one may be open (platform known: %s)',
    async (phone) => {
      const { media, environment, devices, session, states } = await inSession({ oneCaptureAtATime: true })
      environment.phone = phone
      await media.camera.enable()
      await media.camera.setProcessor(async (track) => track.clone())
      await media.select('videoinput', 'camera-2')
      expect(states.get('camera')).toMatchObject({ state: 'live', deviceId: 'camera-2', error: null })
      expect(session.log).toEqual(['camera on', 'camera on', 'camera off', 'camera on'])
      expect(devices.calls).toHaveLength(phone ? 2 : 3)
      expect(new Set(devices.liveTracks.map((track) => track.origin.deviceId))).toEqual(new Set(['camera-2']))
    },
  )

  it('that do not open after the release bring the old one back', async () => {
    const { media, environment, devices, session, states } = await inSession({ oneCaptureAtATime: true })
    environment.phone = true
    await media.camera.enable()
    await expect(media.select('videoinput', 'nowhere')).rejects.toMatchObject({ code: 'device-not-found' })
    expect(states.get('camera')).toMatchObject({ state: 'live', deviceId: 'camera-1' })
    expect(session.shows('camera')).toBe(true)
    expect(devices.liveTracks).toHaveLength(2)
  })

  it('that vanish are replaced once by the default one, then reported lost', async () => {
    const { media, devices, session, clock, states, becomes } = await inSession()
    await media.camera.enable({ deviceId: 'camera-2' })
    devices.unplug('camera-2')
    await vi.waitFor(() => expect(states.get('camera')?.deviceId).toBe('camera-1'))
    await vi.waitFor(() => expect(session.log).toEqual(['camera on', 'camera on']))
    await clock.advanceAsync(6_000)
    devices.unplug('camera-1')
    await becomes('camera', 'off')
    expect(states.get('camera')?.error).toEqual(failing('device-lost'))
    expect(session.shows('camera')).toBe(false)
    expect(devices.liveTracks).toEqual([])
  })

  it('that vanish again at once are not tried a third time', async () => {
    const { media, devices, states, becomes } = await inSession()
    await media.camera.enable({ deviceId: 'camera-2' })
    devices.unplug('camera-2')
    await vi.waitFor(() => expect(states.get('camera')?.deviceId).toBe('camera-1'))
    for (const track of devices.liveTracks) track.end()
    await becomes('camera', 'off')
    expect(states.get('camera')?.error).toEqual(failing('device-lost'))
    expect(devices.calls).toHaveLength(2)
  })

  it('taken by the system are interrupted, then live again', async () => {
    const { media, devices, state } = await inSession()
    await media.microphone.enable()
    devices.systemMute('microphone-1')
    expect(state('microphone')).toBe('interrupted')
    devices.systemMute('microphone-1', false)
    expect(state('microphone')).toBe('live')
    expect(devices.calls).toHaveLength(1)
  })

  it('still muted when the page is shown again are captured anew, once', async () => {
    const { media, devices, environment, clock, state, becomes } = await inSession({ oneCaptureAtATime: true })
    await media.microphone.enable()
    devices.systemMute('microphone-1')
    environment.setVisible(false)
    environment.setVisible(true)
    await clock.advanceAsync(999)
    expect([state('microphone'), devices.calls.length]).toEqual(['interrupted', 1])
    await clock.advanceAsync(1)
    await becomes('microphone', 'live')
    expect(devices.calls).toHaveLength(2)
    expect(devices.liveTracks).toHaveLength(2)
    await media.microphone.disable()
    expect([clock.pending, environment.visibilityListeners]).toEqual([0, 0])
  })

  it('that end while a phone hides the page are captured anew when it is shown', async () => {
    const { media, devices, environment, clock, state, becomes } = await inSession({ oneCaptureAtATime: true })
    environment.phone = true
    await media.camera.enable()
    environment.setVisible(false)
    for (const track of devices.liveTracks) track.end()
    expect([state('camera'), devices.calls.length]).toEqual(['interrupted', 1])
    environment.setVisible(true)
    await clock.advanceAsync(1_000)
    await becomes('camera', 'live')
    expect(devices.liveTracks).toHaveLength(2)
  })
})

describe('processors', () => {
  it('stand between capture and clone, and are ended with the source', async () => {
    const { media, devices, session, states, environment } = await inSession()
    const made: MediaStreamTrack[] = []
    let signal: AbortSignal | undefined
    await media.camera.setProcessor(async (track, stop) => {
      signal = stop
      made.push(track.clone())
      return made[0] as MediaStreamTrack
    })
    const element = environment.createElement()
    media.camera.attach(element)
    await media.camera.enable()
    expect(devices.liveTracks.find((track) => track === session.states.get('camera')?.track)?.parent).toBe(made[0])
    expect(element.track).toBe(made[0])
    expect(states.get('camera')?.processed).toBe(true)
    await media.camera.disable()
    expect(signal?.aborted).toBe(true)
    expect(devices.liveTracks).toEqual([])
  })

  it('are changed on a live source without a new capture', async () => {
    const { media, devices, session, states } = await inSession()
    await media.camera.enable()
    await media.camera.setProcessor(async (track) => track.clone())
    expect([devices.calls.length, devices.liveTracks.length]).toEqual([1, 3])
    await media.camera.setProcessor(async (track) => track)
    expect([devices.calls.length, devices.liveTracks.length]).toEqual([1, 3])
    await media.camera.setProcessor(null)
    expect([devices.calls.length, devices.liveTracks.length]).toEqual([1, 2])
    expect(states.get('camera')?.processed).toBe(false)
    expect(session.log).toEqual(Array(4).fill('camera on'))
  })

  it('that throw turn the source off, never to the unprocessed picture', async () => {
    const { media, devices, session, states } = await inSession()
    const broken = async () => {
      throw new Error('no model')
    }
    await media.camera.setProcessor(broken)
    await expect(media.camera.enable()).rejects.toMatchObject({ code: 'processor-failed' })
    expect(session.log).toEqual([])
    await media.camera.setProcessor(null)
    await media.camera.enable()
    await expect(media.camera.setProcessor(broken)).rejects.toMatchObject({ code: 'processor-failed' })
    expect(states.get('camera')).toMatchObject({ state: 'off', error: { code: 'processor-failed' } })
    expect(session.log).toEqual(['camera on', 'camera off'])
    expect(devices.liveTracks).toEqual([])
  })

  it('whose output ends turn the source off', async () => {
    const { media, devices, session, states, becomes } = await inSession()
    let end = () => {}
    await media.camera.setProcessor(async (track) => {
      const output = (track as (typeof devices.tracks)[number]).clone()
      end = () => output.end()
      return output
    })
    await media.camera.enable()
    end()
    await becomes('camera', 'off')
    expect(states.get('camera')?.error).toEqual(failing('processor-failed'))
    expect(session.shows('camera')).toBe(false)
    expect(devices.liveTracks).toEqual([])
  })

  it('that come too late are ended', async () => {
    const { media, devices } = await inSession()
    let give: (() => void) | undefined
    await media.camera.setProcessor(
      (track) =>
        new Promise((resolve) => {
          give = () => resolve(new FakeMediaStreamTrack('video', (track as FakeMediaStreamTrack).origin))
        }),
    )
    const refused = expect(media.camera.enable()).rejects.toMatchObject({ code: 'aborted' })
    await vi.waitFor(() => expect(give).toBeDefined())
    await media.camera.disable()
    await refused
    give?.()
    await vi.waitFor(() => expect(devices.tracks).toHaveLength(2))
    await vi.waitFor(() => expect(devices.liveTracks).toEqual([]))
  })
})

describe('screen', () => {
  it('comes with its sound and goes with it', async () => {
    const { media, devices, session, state } = await inSession()
    await media.screen.enable()
    expect([state('screen'), state('screen-audio')]).toEqual(['live', 'live'])
    await media.screen.disable({ keepCapture: true })
    expect([state('screen'), state('screen-audio')]).toEqual(['muted', 'muted'])
    await media.screen.enable()
    expect([session.shows('screen'), session.shows('screen-audio'), devices.calls.length]).toEqual([true, true, 1])
    await media.screen.disable()
    expect([state('screen'), state('screen-audio')]).toEqual(['off', 'off'])
    expect(devices.liveTracks).toEqual([])
    await media.screen.enable({ audio: false })
    expect([state('screen'), state('screen-audio')]).toEqual(['live', 'off'])
  })

  it('ended by the browser turns both off without an error', async () => {
    const { media, devices, session, states, becomes } = await inSession()
    await media.screen.enable()
    devices.endShares()
    await becomes('screen', 'off')
    await becomes('screen-audio', 'off')
    expect(states.get('screen')?.error).toBeNull()
    expect([session.shows('screen'), session.shows('screen-audio')]).toEqual([false, false])
    expect(devices.liveTracks).toEqual([])
  })

  it('can be shared anew while shared, with its new sound', async () => {
    const { media, devices, session, state } = await inSession()
    await media.screen.enable()
    await media.screen.enable({ constraints: { width: 640 } })
    expect([state('screen'), state('screen-audio')]).toEqual(['live', 'live'])
    expect([session.shows('screen'), session.shows('screen-audio')]).toEqual([true, true])
    expect(devices.liveTracks).toHaveLength(4)
    await media.screen.disable()
    expect(devices.liveTracks).toEqual([])
  })

  it('canceled, turned off during the choice, or impossible here leaves nothing open', async () => {
    const { media, devices, states } = await inSession()
    devices.fail('screen', 'NotAllowedError')
    await expect(media.screen.enable()).rejects.toMatchObject({ code: 'screen-canceled' })
    devices.fail('screen', null)
    const answer = devices.holdPrompt()
    const refused = expect(media.screen.enable()).rejects.toMatchObject({ code: 'aborted' })
    await vi.waitFor(() => expect(devices.calls).toHaveLength(2))
    await media.screen.disable()
    await refused
    answer()
    await vi.waitFor(() => expect(devices.tracks).toHaveLength(2))
    await vi.waitFor(() => expect(devices.liveTracks).toEqual([]))
    Object.assign(devices, { getDisplayMedia: undefined })
    await expect(media.screen.enable()).rejects.toMatchObject({ code: 'unsupported' })
    expect(states.get('screen')?.state).toBe('off')
  })
})

describe('custom tracks', () => {
  it('are published as clones; the original is never ended', async () => {
    const { media, devices, session, states } = await inSession()
    const canvas = devices.createTrack('video')
    const source = media.custom('document')
    await source.publish(canvas)
    expect(session.shows('custom:document')).toBe(true)
    const next = devices.createTrack('video')
    await source.publish(next)
    await source.disable()
    expect(devices.liveTracks).toEqual([canvas, next])
    await source.publish(canvas)
    for (const track of canvas.origin.tracks) track.end()
    await vi.waitFor(() => expect(states.get('custom:document')).toMatchObject({ state: 'off', error: null }))
    expect(devices.liveTracks).toEqual([next])
  })

  it('need a proper name', () => {
    const { media } = setup()
    for (const name of ['', 'Document', 'a b', 'x'.repeat(33)])
      expect(() => media.custom(name)).toThrow(failing('invalid-argument'))
  })
})
