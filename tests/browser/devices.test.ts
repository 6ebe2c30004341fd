import { describe, expect, test } from 'vitest'
import { guest, host } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { events, join, leave, snapshot, waitUntilAllSee } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'

describe('devices in a call', () => {
  const visit = useVisit()

  test.each(['device', 'kind'] as const)(
    'the camera is switched, also where only one capture per %s is allowed',
    async (oneCapture) => {
      const room = await visit.createRoom()
      const [one, two] = [await visit.open(room, host, { oneCapture }), await visit.open(room, guest)]
      await join(one)
      await join(two)
      await waitUntilAllSee([two], [host])
      const before = (await snapshot(one)).self.camera.deviceId
      const other = await one.page.evaluate(async (current) => {
        const devices = await navigator.mediaDevices.enumerateDevices()
        return devices.find(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== current)?.deviceId ?? null
      }, before)
      expect(other, 'a second camera').not.toBeNull()
      await one.page.evaluate((deviceId) => window.visit.room.local.select('videoinput', deviceId), other ?? '')
      expect((await snapshot(one)).self.camera).toMatchObject({ state: 'live', deviceId: other, error: null })
      await waitUntilAllSee([two], [host])
      const open = await one.page.evaluate(() => window.bench.liveTracks().filter(({ kind }) => kind === 'video'))
      expect(new Set(open.map(({ capture }) => capture)).size, 'captures open after the switch').toBe(1)
      expect((await events(two)).filter((event) => event.startsWith('trackUnpublished'))).toEqual([])
    },
  )

  test('a camera that is pulled out is taken up again', async () => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await join(two)
    await waitUntilAllSee([two], [host])
    await one.page.evaluate(() => window.bench.endCaptures('video', 'getUserMedia'))
    await waitFor('a new capture', () =>
      one.page.evaluate(() => window.bench.liveTracks().some(({ kind }) => kind === 'video')),
    )
    await waitFor('the camera to be live', async () => (await snapshot(one)).self.camera.state === 'live')
    await waitUntilAllSee([two], [host])
  })

  test('a preview before joining is closed by leave, and by a join that is given up', async () => {
    const room = await visit.createRoom()
    const one = await visit.open(room, host)
    await one.page.evaluate(async () => {
      const video = document.body.appendChild(document.createElement('video'))
      video.id = 'preview'
      window.visit.room.local.camera.attach(video)
      await window.visit.room.local.camera.enable()
    })
    await waitFor('the preview', async () => (await one.page.evaluate(() => window.bench.look('#preview'))) !== null)
    await leave(one)
    expect(await one.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    expect(
      await one.page.evaluate(() => document.querySelector<HTMLVideoElement>('#preview')?.srcObject ?? null),
    ).toBeNull()
  })

  test('a processor changes what others see; one that fails turns the camera off, and never shows the unprocessed picture', async () => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await join(two)
    await waitUntilAllSee([two], [host])
    const inverted = { ...host, color: [60, 200, 200] as const }
    await one.page.evaluate(() =>
      window.visit.room.local.camera.setProcessor(async (track, signal) => {
        const video = document.createElement('video')
        video.muted = true
        video.srcObject = new MediaStream([track])
        await video.play()
        const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
        const paint = canvas.getContext('2d')
        if (paint === null) throw new Error('no canvas')
        paint.filter = 'invert(1)'
        const timer = setInterval(() => paint.drawImage(video, 0, 0, 320, 240), 50)
        signal.addEventListener('abort', () => clearInterval(timer))
        const [output] = canvas.captureStream(20).getVideoTracks()
        if (output === undefined) throw new Error('no track')
        return output
      }),
    )
    await waitUntilAllSee([two], [inverted])

    const code = await one.page.evaluate(() =>
      window.visit.room.local.camera
        .setProcessor(() => Promise.reject(new Error('out of memory')))
        .then(
          () => null,
          (error) => error.code,
        ),
    )
    expect(code).toBe('processor-failed')
    expect((await snapshot(one)).self.camera.state).toBe('off')
    expect(await one.page.evaluate(() => window.visit.room.snapshot.self.camera.error?.code)).toBe('processor-failed')
    await waitFor(
      'the guest to see the camera off',
      async () => (await snapshot(two)).participants[0]?.camera === 'off',
    )
    expect(await one.page.evaluate(() => window.bench.liveTracks().filter(({ kind }) => kind === 'video'))).toEqual([])
  })

  test('audio only: no picture is sent to this page or by it, sound goes on, and all comes back', async () => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await join(two)
    await waitUntilAllSee([one, two], [host, guest])
    await two.page.evaluate(() => window.visit.room.setAudioOnly(true))
    await waitFor('the own camera to be off', async () => (await snapshot(two)).self.camera.state === 'off')
    expect((await snapshot(two)).audioOnly).toEqual({ active: true, cause: 'app' })
    await waitFor('the picture to stop and sound to go on', async () => {
      const before = (await two.page.evaluate(() => window.bench.bytes())).received
      await waitFor(
        'sound',
        async () => (await two.page.evaluate(() => window.bench.bytes())).received.audio - before.audio > 2_000,
      )
      return (await two.page.evaluate(() => window.bench.bytes())).received.video === before.video
    })
    await two.page.evaluate(() => window.visit.room.setAudioOnly(false))
    await waitUntilAllSee([one, two], [host, guest])
  })
})
