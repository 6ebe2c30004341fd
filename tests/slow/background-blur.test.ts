import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { startVisitPageServer, type VisitPageServer } from '../bench/visit-page-server.ts'
import { waitFor } from '../bench/wait-for.ts'

/** Steps between neighbors on the checkerboard and on the stripes before the blur; a blurred room has next to none. */
const sharp = 10
const blurred = 2

/** The blur of the visit as it is shipped: bundled by the visit's own configuration, under its own headers. */
describe('background blur', () => {
  const bench = useBench()
  let server: VisitPageServer

  beforeAll(async () => {
    server = await startVisitPageServer('background-blur', bench.folder)
  })
  beforeEach(() => {
    server.special = null
    server.requested.length = 0
  })
  afterAll(() => server.close())

  async function open(): Promise<Participant> {
    const participant = await bench.open({ name: 'blurred', url: `${server.origin}/` })
    await participant.page.waitForFunction(() => 'blurPage' in window)
    return participant
  }

  const start = ({ page }: Participant, way: 'stream' | 'picture', width = 640, height = 360) =>
    page.evaluate((options) => window.blurPage.start(options), { way, width, height })
  const states = ({ page }: Participant) => page.evaluate(() => window.blurPage.states())

  /** What the page's security policy stopped is no request, but it is said. */
  const stopped = ({ log }: Participant) => log.filter((line) => /Content Security Policy|Refused to/.test(line))

  test.each(['stream', 'picture'] as const)('by %s: no frame shows the room, the person stays sharp', async (way) => {
    const person = await open()
    await person.page
      .evaluate(() => window.blurPage.look())
      .then((look) => {
        expect(look.room, 'the probe sees the room before the blur').toBeGreaterThan(sharp)
        expect(look.chest).toBeGreaterThan(sharp)
      })
    await start(person, way)
    // Every frame from the first on, also while the model has not settled on the person yet.
    let worst = 0
    const settled = await waitFor('a sharp chest', async () => {
      const seen = await person.page.evaluate(() => window.blurPage.watch(10))
      worst = Math.max(worst, seen.room)
      return seen.chest > sharp && seen
    })
    expect(worst).toBeLessThan(blurred)
    expect(settled.brightness, 'the room is its mean gray, not black').toBeCloseTo(0.57, 1)
    expect(settled).toMatchObject({ width: 640, height: 360 })

    await person.page.evaluate(() => window.blurPage.stop())
    await waitFor('the end of the output', async () => (await states(person)).output === 'ended')
    expect(await states(person)).toMatchObject({ input: 'live', endedEvents: 0 })
    await waitFor('the end of the worker', () => person.page.workers().length === 0)
    expect(stopped(person)).toEqual([])
  })

  test('loads model and runtime with the first use, from its own server', async () => {
    const person = await open()
    const heavy = () => server.requested.filter((path) => /\.(tflite|wasm)$|worker|wasm_module/.test(path))
    expect(heavy()).toEqual([])
    await start(person, 'stream')
    expect(
      heavy()
        .map((path) => path.replace(/-[\w-]{8}\./, '.'))
        .sort(),
    ).toEqual([
      '/assets/blur-worker.js',
      '/assets/selfie_segmentation_landscape.tflite',
      '/assets/vision_wasm_module_internal.js',
      '/assets/vision_wasm_module_internal.wasm',
    ])
  })

  test('a phone held upright', async () => {
    const person = await open()
    await start(person, 'stream', 360, 640)
    const seen = await person.page.evaluate(() => window.blurPage.watch(15))
    expect(seen).toMatchObject({ width: 360, height: 640 })
    expect(seen.room).toBeLessThan(blurred)
  })

  test.each(['.tflite', '.wasm', 'wasm_module_internal'])('rejects when %s cannot be loaded', async (end) => {
    const person = await open()
    let refused = 0
    server.special = (path, response) => {
      if (!path.includes(end)) return false
      refused += 1
      response.writeHead(404).end()
      return true
    }
    for (const way of ['stream', 'picture'] as const) await expect(start(person, way)).rejects.toThrow(/input live/)
    expect(refused).toBeGreaterThan(0)
    await waitFor('the end of the workers', () => person.page.workers().length === 0)
  })

  test('an end of the input ends the output', async () => {
    const person = await open()
    await start(person, 'stream')
    await person.page.evaluate(() => window.blurPage.endInput())
    await waitFor('the end of the output', async () => (await states(person)).output === 'ended')
    expect((await states(person)).endedEvents).toBe(1)
    await waitFor('the end of the worker', () => person.page.workers().length === 0)
  })

  test('a graphics context that is lost ends the output and says so', async () => {
    const person = await open()
    await start(person, 'picture')
    const [worker] = person.page.workers()
    await worker?.evaluate(() => {
      WebGL2RenderingContext.prototype.isContextLost = () => true
    })
    await waitFor('the end of the output', async () => (await states(person)).output === 'ended')
    expect(await states(person)).toMatchObject({ input: 'live', endedEvents: 1 })
  })

  test('pictures without a mask are blurred as a whole', async () => {
    const person = await open()
    await start(person, 'stream')
    const [worker] = person.page.workers()
    await worker?.evaluate(() => {
      OffscreenCanvasRenderingContext2D.prototype.drawImage = () => {
        throw new Error('no picture for the model')
      }
    })
    await waitFor('a blurred chest', async () => {
      const { room, chest } = await person.page.evaluate(() => window.blurPage.watch(2))
      return room < blurred && chest < blurred
    })
  })

  test('on and off twenty times leaves nothing', async () => {
    const person = await open()
    await start(person, 'stream')
    for (let round = 0; round < 20; round += 1) {
      // Most are given up while they load, each a little later.
      const giveUpMs = round % 5 === 4 ? null : round * 15
      await person.page.evaluate((ms) => window.blurPage.restart(ms), giveUpMs)
    }
    expect(person.page.workers()).toHaveLength(1)
    await person.page.evaluate(() => window.blurPage.stop())
    await waitFor('the end of the worker', () => person.page.workers().length === 0)
    const { input, output } = await states(person)
    expect({ input, output }).toEqual({ input: 'live', output: 'ended' })
  })

  test('contains no address of another host that it could contact', async () => {
    const hosts = new Set<string>()
    for (const name of await readdir(join(server.folder, 'assets'))) {
      if (!name.endsWith('.js')) continue
      const source = withoutComments(await readFile(join(server.folder, 'assets', name), 'utf8'))
      for (const [, host] of source.matchAll(/["'`](?:https?|wss?):\/\/([\w.-]+)/g)) if (host) hosts.add(host)
    }
    expect([...hosts]).toEqual([])
  })
})

function withoutComments(source: string): string {
  return source.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
}
