import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useBench } from '../bench/use-bench.ts'
import { startVisitPageServer, type VisitPageServer } from '../bench/visit-page-server.ts'
import { waitFor } from '../bench/wait-for.ts'

describe('media of the visit', () => {
  const bench = useBench()
  let server: VisitPageServer

  beforeAll(async () => {
    server = await startVisitPageServer('visit-media', bench.folder)
  })
  beforeEach(() => {
    server.special = (path, response) => {
      if (path !== '/televid/health') return false
      response.setHeader('content-type', 'application/json')
      response.end('{"status":"ok"}')
      return true
    }
  })
  afterAll(() => server.close())

  async function open(search = '') {
    const participant = await bench.open({ name: 'media', url: `${server.origin}/${search}` })
    await participant.page.waitForFunction(() => 'mediaPage' in window)
    return participant
  }

  describe('network check', () => {
    test('a good connection', async () => {
      const { page } = await open()
      const { check, progress } = await page.evaluate(() => window.mediaPage.check())
      expect(check).toMatchObject({ verdict: 'good', service: true, calls: true })
      expect(check.roundTripMs).toBeGreaterThan(0)
      expect(check.downloadBitrate).toBeGreaterThan(1_500_000)
      expect(progress.at(0)).toBe(0)
      expect(progress.at(-1)).toBe(1)
      expect(progress).toEqual(progress.toSorted((first, second) => first - second))
      expect(await page.evaluate(() => window.bench.open().peerConnections)).toBe(0)
    })

    test.each([
      ['has an error', 503, ''],
      ['is a log-in page in its name', 200, '<!doctype html>Welcome to our hotel'],
    ])('a control plane that %s', async (_name, status, body) => {
      server.special = (path, response) => {
        if (path !== '/televid/health') return false
        response.writeHead(status).end(body)
        return true
      }
      const { page } = await open()
      const { check } = await page.evaluate(() => window.mediaPage.check())
      expect(check).toEqual({
        verdict: 'blocked',
        service: false,
        calls: true,
        roundTripMs: null,
        downloadBitrate: null,
      })
    })

    test('a download that halts counts for what came', async () => {
      const health = server.special
      server.special = (path, response) => {
        if (path !== '/network-check.bin') return health?.(path, response) ?? false
        response.write(Buffer.alloc(16_384))
        return true
      }
      const { page } = await open()
      const { check } = await page.evaluate(() => window.mediaPage.check())
      expect(check).toMatchObject({ verdict: 'limited', service: true, calls: true })
      expect(check.downloadBitrate).toBeGreaterThan(20_000)
      expect(check.downloadBitrate).toBeLessThan(40_000)
    })

    test('calls that a policy takes away', async () => {
      const { page } = await open()
      const { check } = await page.evaluate(() => {
        Reflect.deleteProperty(window, 'RTCPeerConnection')
        return window.mediaPage.check()
      })
      expect(check).toMatchObject({ verdict: 'blocked', service: true, calls: false })
    })

    test('rejects with the reason when it is given up', async () => {
      server.special = (path) => path === '/televid/health'
      const { page } = await open()
      await expect(page.evaluate(() => window.mediaPage.check(100))).rejects.toThrow('enough')
      await waitFor('closed connections', async () =>
        page.evaluate(() => window.bench.open().peerConnections === 0 && window.bench.made().peerConnections === 2),
      )
    })
  })

  describe('test sound', () => {
    test('is heard and ends', async () => {
      const { page } = await open()
      await page.evaluate(() => window.mediaPage.keepPlaying())
      await waitFor('the second note', async () => (await page.evaluate(() => window.bench.heard([880])))[880] === 1)
      await page.evaluate(() => window.mediaPage.stopPlaying())
      expect(await page.evaluate(() => window.bench.heard([587, 880]))).toEqual({ 587: 0, 880: 0 })
    })

    test('rejects for a speaker that is not there', async () => {
      const { page } = await open()
      await expect(page.evaluate(() => window.mediaPage.playTestSound('no such speaker'))).rejects.toThrow(/device/)
    })
  })

  describe('fake devices', () => {
    const fake = async () => {
      const participant = await open('?fake=patient')
      await participant.page.evaluate(() => window.mediaPage.installFakeDevices())
      return participant
    }

    test('a moving picture of the size asked for, of the camera asked for', async () => {
      const participant = await fake()
      const settings = await participant.page.evaluate(async () => {
        const devices = await navigator.mediaDevices.enumerateDevices()
        const deviceId = devices.filter(({ kind }) => kind === 'videoinput')[1]?.deviceId ?? ''
        const stream = await navigator.mediaDevices.getUserMedia({
          video: { deviceId: { exact: deviceId }, width: { ideal: 960 }, height: { ideal: 540 } },
        })
        const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true, id: 'picture' })
        document.body.append(video)
        await video.play()
        const [track] = stream.getVideoTracks()
        const { width, height } = track?.getSettings() ?? {}
        return { width, height, same: track?.clone().getSettings().deviceId === deviceId, label: track?.label }
      })
      expect(settings).toEqual({ width: 960, height: 540, same: true, label: 'Desk camera' })
      // The person moves too gently for the bench's `showsMovingPicture`.
      await waitFor('new frames that differ', async () => {
        const look = await participant.page.evaluate(() => window.bench.look('#picture'))
        return look !== null && look.frames > 0 && look.changed > 0
      })
    })

    test('nothing is drawn after the last track of a camera has ended', async () => {
      const { page } = await fake()
      const drawn = await page.evaluate(async () => {
        let count = 0
        const { drawImage } = CanvasRenderingContext2D.prototype
        CanvasRenderingContext2D.prototype.drawImage = function (...values: unknown[]) {
          count += 1
          return Reflect.apply(drawImage, this, values)
        }
        const during = async () => {
          const before = count
          await new Promise((resolve) => setTimeout(resolve, 300))
          return count - before
        }
        const [camera] = (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()
        const copy = camera?.clone()
        const both = await during()
        camera?.stop()
        const one = await during()
        copy?.stop()
        return { both, one, none: await during() }
      })
      expect(drawn.both).toBeGreaterThan(2)
      expect(drawn.one).toBeGreaterThan(2)
      expect(drawn.none).toBe(0)
    })

    test('a microphone that speaks in turns', async () => {
      const { page } = await fake()
      const loudness = await page.evaluate(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
        const context = new AudioContext()
        const analyser = new AnalyserNode(context)
        new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser)
        const samples = new Float32Array(analyser.fftSize)
        let loudest = 0
        let quietest = 1
        for (let look = 0; look < 100 && !(loudest > 0.05 && quietest < 0.001); look += 1) {
          await new Promise((resolve) => setTimeout(resolve, 100))
          analyser.getFloatTimeDomainData(samples)
          const level = Math.max(...samples)
          loudest = Math.max(loudest, level)
          if (loudest > 0) quietest = Math.min(quietest, level)
        }
        return { loudest, quietest }
      })
      expect(loudness.loudest).toBeGreaterThan(0.05)
      expect(loudness.quietest).toBeLessThan(0.001)
    })

    test('fails as devices do', async () => {
      const { page } = await fake()
      const failures = await page.evaluate(() =>
        Promise.all(
          [{}, { video: { deviceId: { exact: 'gone' } } }, { audio: { deviceId: { exact: 'gone' } } }].map(
            (constraints) =>
              navigator.mediaDevices.getUserMedia(constraints).then(
                () => 'opened',
                (error: { readonly name: string }) => error.name,
              ),
          ),
        ),
      )
      expect(failures).toEqual(['TypeError', 'OverconstrainedError', 'OverconstrainedError'])
    })

    test('a shared document', async () => {
      const participant = await fake()
      await participant.page.evaluate(async () => {
        const stream = await navigator.mediaDevices.getDisplayMedia({ video: true })
        const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true, id: 'shared' })
        document.body.append(video)
        await video.play()
      })
      await waitFor('a picture', async () => {
        const look = await participant.page.evaluate(() => window.bench.look('#shared'))
        return look !== null && look.frames > 0 && Math.min(...look.color) > 180
      })
    })
  })
})
