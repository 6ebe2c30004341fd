import type { ConformanceCase } from '../conformance-case.ts'
import type { Person } from '../harness/person.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** What the processor of these cases paints over the picture; far from the color of every person and device. */
const painted = [225, 205, 30] as const

/** A processor between the camera and what others see. */
export const switchProcessor: readonly ConformanceCase[] = [
  {
    id: 'switch/processor',
    title: 'A processor changes what others see; removing it shows the plain picture again.',
    level: 'MUST',
    proves: 'C-47 processors; 19.32 effects',
    async run({ call, waitFor }) {
      const [one, two] = await call(2)
      await paint(one)
      await waitFor('the processed picture', () => two.sees({ ...one.person, color: painted }))
      await one.page.evaluate(() => window.conformance.room.local.camera.setProcessor(null))
      await waitFor('the plain picture', () => two.sees(one.person))
    },
  },
  {
    id: 'switch/failed-processor-hides',
    title: 'A processor that fails turns the source off; no unprocessed frame reaches the other page.',
    level: 'MUST',
    proves: 'C-47 processors; 19.32 effects',
    async run({ call, check, equal, waitFor }) {
      const [one, two] = await call(2)
      await paint(one)
      await waitFor('the processed picture', () => two.sees({ ...one.person, color: painted }))
      const colors = await framesOf(two, one.person)
      const failing = await codeOf(one, 'set')
      equal(failing, 'processor-failed', 'how the failing processor ended')
      equal(await one.captures('video'), [], 'cameras open')
      equal(await codeOf(one, 'enable'), 'processor-failed', 'how the camera with that processor ended')
      await one.fence(two)
      await waitFor('the camera to be off', async () => (await two.shows(one.person))?.camera === 'off')
      const seen = await colors.evaluate((recorded) => recorded)
      check(seen.length > 0, 'no frame was looked at')
      const plain = seen.filter((color) => color.every((value, index) => near(value, one.person.color[index])))
      equal(plain, [], `unprocessed frames of ${seen.length}`)
      await one.page.evaluate(() => window.conformance.room.local.camera.setProcessor(null))
      await one.turn('camera', true)
    },
  },
]

function near(value: number, wanted = 0): boolean {
  return Math.abs(value - wanted) < 60
}

/** Sets a processor that paints over the picture, with a bar that moves. */
async function paint({ page }: PersonPage): Promise<void> {
  await page.evaluate(
    (color) =>
      window.conformance.room.local.camera.setProcessor(async (_track, signal) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
        const brush = canvas.getContext('2d')
        const [output] = canvas.captureStream(20).getVideoTracks()
        if (!brush || !output) throw new Error('There is no canvas.')
        let step = 0
        const timer = setInterval(() => {
          step += 1
          brush.fillStyle = color
          brush.fillRect(0, 0, 320, 240)
          brush.fillStyle = 'white'
          brush.fillRect((step * 16) % 320, 0, 32, 240)
        }, 50)
        signal.addEventListener('abort', () => clearInterval(timer))
        return output
      }),
    `rgb(${painted.join(', ')})`,
  )
}

/** Code of the error with which a processor that cannot work, or the camera behind it, comes back. */
function codeOf({ page }: PersonPage, act: 'set' | 'enable'): Promise<string> {
  return page.evaluate((asked) => {
    const { camera } = window.conformance.room.local
    const call =
      asked === 'enable' ? camera.enable() : camera.setProcessor(() => Promise.reject(new Error('Out of memory.')))
    return call.then(
      () => 'done',
      (error: { readonly code: string }) => error.code,
    )
  }, act)
}

/** Mean colors of all frames of that person's camera which this page presents from now on. */
function framesOf({ page }: PersonPage, { identity }: Person) {
  return page.evaluateHandle((selector) => {
    const element = document.querySelector<HTMLVideoElement>(selector)
    const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 12 })
    const brush = canvas.getContext('2d', { willReadFrequently: true })
    if (!element || !brush) throw new Error('There is no picture.')
    const colors: number[][] = []
    const recorder = {
      frame() {
        brush.drawImage(element, 0, 0, 16, 12)
        const { data } = brush.getImageData(0, 0, 16, 12)
        const sums = [0, 0, 0]
        for (const [at, value] of data.entries()) if (at % 4 < 3) sums[at % 4] = (sums[at % 4] ?? 0) + value
        colors.push(sums.map((sum) => sum / (data.length / 4)))
        element.requestVideoFrameCallback(recorder.frame)
      },
    }
    recorder.frame()
    return colors
  }, `video[data-identity="${identity}"][data-source="camera"]`)
}
