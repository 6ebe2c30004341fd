import type { BenchOptions } from '@televid/conformance/probe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventListeners } from '../bench/event-listeners.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import { type PageServer, startPageServer } from '../bench/page-server.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'

/** The probes themselves, on raw browser objects: each is shown to say yes and to say no. */
describe('bench', () => {
  const bench = useBench()
  let server: PageServer

  beforeAll(async () => {
    server = await startPageServer(bench.folder)
  })
  afterAll(() => server.close())

  const open = (devices: BenchOptions = {}) =>
    bench.open({ name: 'probe', url: `${server.origin}/pages/raw-call/`, devices })

  test('sees a moving picture, its color, a frozen and a black one', async () => {
    const probe = await open({ picture: 'rgb(200, 40, 40)' })
    await probe.page.evaluate(() => window.rawCall.start({ players: 0 }))
    await waitFor('a red moving picture', () => showsMovingPicture(probe, '#remote', { color: [200, 40, 40] }))
    expect(await showsMovingPicture(probe, '#remote', { color: [40, 40, 200] })).toBe(false)
    expect(await showsMovingPicture(probe, '#nothing')).toBe(false)

    await probe.page.evaluate(() => document.querySelector<HTMLVideoElement>('#remote')?.pause())
    expect(await probe.page.evaluate(() => window.bench.look('#remote'))).toMatchObject({ changed: 0, frames: 0 })
    expect(await showsMovingPicture(probe, '#remote')).toBe(false)

    await probe.page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
      const paint = canvas.getContext('2d')
      const blacken = () => {
        paint?.fillRect(0, 0, 64, 48)
        setTimeout(blacken, 30)
      }
      blacken()
      const element = document.querySelector<HTMLVideoElement>('#remote')
      if (element === null) return
      element.srcObject = canvas.captureStream(20)
      await element.play()
    })
    await waitFor('frames of the black picture', async () => {
      const look = await probe.page.evaluate(() => window.bench.look('#remote'))
      return look !== null && look.frames > 0 && Math.max(...look.color) < 20
    })
    expect(await showsMovingPicture(probe, '#remote')).toBe(false)
  })

  test("sees that Chromium's own fake camera moves", async () => {
    const probe = await open()
    await probe.page.evaluate(() => window.rawCall.start({ players: 0 }))
    await waitFor('a moving picture', () => showsMovingPicture(probe, '#remote'))
  })

  test.each([
    { players: 0, muted: false, times: 0 },
    { players: 1, muted: false, times: 1 },
    { players: 2, muted: false, times: 2 },
    { players: 2, muted: true, times: 0 },
  ])('hears a voice in $players players, muted $muted: $times times', async ({ players, muted, times }) => {
    const probe = await open({ tone: 620 })
    await probe.page.evaluate((options) => window.rawCall.start(options), { players, muted })
    await waitFor(
      'sound on the wire',
      async () => (await probe.page.evaluate(() => window.bench.bytes())).received.audio > 2_000,
    )
    const heard = await probe.page.evaluate(() => window.bench.heard([440, 620, 860]))
    expect(heard).toEqual({ 440: 0, 620: times, 860: 0 })
  })

  test('hears what a page plays past its elements', async () => {
    const probe = await open({ tone: 620 })
    await probe.page.evaluate(async () => {
      const context = new AudioContext()
      const oscillator = new OscillatorNode(context, { frequency: 860 })
      oscillator.connect(new GainNode(context, { gain: 0.3 })).connect(context.destination)
      oscillator.start()
      await context.resume()
    })
    expect(await probe.page.evaluate(() => window.bench.heard([440, 620, 860]))).toEqual({ 440: 0, 620: 0, 860: 1 })
  })

  test('records captures and clones until each has ended', async () => {
    const probe = await open({ tone: 620, picture: 'green' })
    await probe.page.evaluate(() => window.rawCall.start({ players: 1 }))
    const live = await probe.page.evaluate(() => window.bench.liveTracks())
    expect(live.map(({ kind, api, capture }) => `${kind} ${api} ${capture}`).sort()).toEqual([
      'audio clone 1',
      'audio getUserMedia 1',
      'video clone 2',
      'video getUserMedia 2',
    ])
    expect(await probe.page.evaluate(() => window.bench.open().peerConnections)).toBe(2)
    await waitFor('bytes on the wire', async () => {
      const { sent, received } = await probe.page.evaluate(() => window.bench.bytes())
      return sent.video > 1_000 && received.video > 1_000 && sent.audio > 1_000 && received.audio > 1_000
    })

    await probe.page.evaluate(() => window.rawCall.stop())
    expect(await probe.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    expect(await probe.page.evaluate(() => window.bench.open().peerConnections)).toBe(0)
    expect(await probe.page.evaluate(() => window.bench.made().peerConnections)).toBe(2)
  })

  test('records the clones of a cloned stream and of a shared screen, which somebody ends from outside', async () => {
    const probe = await open()
    const ended = await probe.page.evaluate(async () => {
      const screen = await navigator.mediaDevices.getDisplayMedia({ video: true })
      const [copy] = screen.clone().getVideoTracks()
      const over = new Promise((resolve) => copy?.addEventListener('ended', () => resolve(copy.readyState)))
      window.bench.endCaptures('video', 'getDisplayMedia')
      return over
    })
    expect(ended).toBe('ended')
    const tracks = await probe.page.evaluate(() => window.bench.tracks())
    expect(tracks.map(({ api, capture, readyState }) => `${api} ${capture} ${readyState}`)).toEqual([
      'getDisplayMedia 1 ended',
      'clone 1 ended',
    ])
  })

  test('allows one capture at a time', async () => {
    const probe = await open({ oneCapture: 'device' })
    const outcome = await probe.page.evaluate(async () => {
      const attempt = (constraints: MediaStreamConstraints) =>
        navigator.mediaDevices.getUserMedia(constraints).then(
          () => 'opened',
          (error: DOMException) => error.name,
        )
      const first = await navigator.mediaDevices.getUserMedia({ video: true })
      const [camera] = first.getVideoTracks()
      const copy = camera?.clone()
      const whileOpen = await attempt({ video: true })
      const microphone = await attempt({ audio: true })
      camera?.stop()
      const whileCloneIsOpen = await attempt({ video: true })
      copy?.stop()
      return { whileOpen, microphone, whileCloneIsOpen, afterwards: await attempt({ video: true }) }
    })
    expect(outcome).toEqual({
      whileOpen: 'NotReadableError',
      microphone: 'opened',
      whileCloneIsOpen: 'NotReadableError',
      afterwards: 'opened',
    })
  })

  test('fails a capture the way it is told', async () => {
    const probe = await open({ fail: { video: 'NotAllowedError' } })
    const outcome = await probe.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true, video: true }).catch((error: DOMException) => error.name),
    )
    expect(outcome).toBe('NotAllowedError')
  })

  test('counts listeners that outlive an element', async () => {
    const probe = await open()
    const before = await eventListeners(probe)
    await probe.page.evaluate(() => {
      window.addEventListener('online', () => {})
      window.addEventListener('online', () => {})
      document.addEventListener('visibilitychange', () => {}, { signal: AbortSignal.abort() })
    })
    expect(await eventListeners(probe)).toEqual({ ...before, 'window online': 2 })
  })

  test('sees requests and connections to other hosts', async () => {
    const probe = await open()
    await probe.page.evaluate(async () => {
      await fetch('http://televid.invalid/beacon').catch(() => {})
      const socket = new WebSocket('ws://televid.invalid/socket')
      await new Promise((resolve) => socket.addEventListener('error', resolve))
      new RTCPeerConnection({ iceServers: [{ urls: 'stun:televid.invalid' }] }).close()
    })
    expect(probe.network.foreign()).toEqual(['http://televid.invalid/beacon', 'ws://televid.invalid/socket'])
    expect(await probe.page.evaluate(() => window.bench.iceServers())).toEqual(['stun:televid.invalid'])
    // Closed here, or the bench itself would let this test fail.
    await probe.close()
  })

  test('sees errors that nothing caught', async () => {
    const probe = await open()
    await probe.page.evaluate(() => setTimeout(() => Promise.reject(new Error('nobody catches this'))))
    await waitFor('the error', () => probe.uncaught().length === 1)
    expect(probe.uncaught()[0]).toContain('nobody catches this')
    await probe.close()
  })

  test('says what it waited for and what the pages said', async () => {
    const probe = await open()
    await probe.page.evaluate(() => console.warn('the page is unhappy'))
    await expect(waitFor('pigs to fly', () => false, { timeoutMs: 200 })).rejects.toThrow(
      /Waited 200 ms for: pigs to fly \(last value: false\).*probe.*the page is unhappy/s,
    )
  })
})
