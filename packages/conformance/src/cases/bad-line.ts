import type { RoomStats, TrackStats } from '@televid/core'
import type { LineFigures } from '../probe/line-figures.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { finding } from './finding.ts'

/** One sample of the statistics. */
export interface LineSample {
  readonly rows: readonly TrackStats[]
  /** What the browser says in the same turn. */
  readonly figures: LineFigures
}

interface BadLine {
  /** Empty where the adapter has no statistics. */
  readonly clean: readonly LineSample[]
  readonly bad: readonly LineSample[]
  /** What was wrong with the network quality meanwhile; `null` for nothing. */
  readonly quality: string | null
}

/** The line of one of two: clean, then with 10 % loss and 150 ms, then clean again. */
export function badLine(context: CaseContext): Promise<BadLine> {
  const { call, capabilities, once, stimuli, waitFor } = context
  const has = (feature: 'stats' | 'networkQuality') => capabilities[feature].support !== 'none'
  return once(async () => {
    const [page] = await call(2)
    const take = (count: number) => (has('stats') ? samples(page, count) : Promise.resolve([]))
    const quality = async () => (has('networkQuality') ? (await page.snapshot()).self.quality.unified : null)

    const good = await finding(async () => {
      if (!has('networkQuality')) return
      await waitFor('a good line', async () => ((await quality()) ?? 0) > 3, { timeoutMs: 30_000 })
    })
    // An interval may be too short to know anything: samples come from one timer, whoever asked.
    const clean = (await take(3)).slice(1)

    const restore = await stimuli.degradeMedia(page)
    let low = 5
    const [bad, fallen] = await Promise.all([
      // The first intervals began before, and reports of the far side come seconds later.
      take(5).then((all) => all.slice(2)),
      finding(async () => {
        if (!has('networkQuality')) return
        const isLow = async () => {
          low = (await quality()) ?? 5
          return low <= 3
        }
        await waitFor('3 or less', isLow, { timeoutMs: 60_000 })
      }),
    ])
    await restore()

    const risen = await finding(async () => {
      if (!has('networkQuality') || fallen !== null) return
      await waitFor(`more than ${low} again`, async () => ((await quality()) ?? 0) > low, { timeoutMs: 60_000 })
    })
    return { clean, bad, quality: good ?? fallen ?? risen }
  })
}

function samples({ page }: PersonPage, count: number): Promise<readonly LineSample[]> {
  return page.evaluate(
    (wanted) =>
      new Promise<readonly LineSample[]>((resolve, reject) => {
        const taken: Promise<LineSample>[] = []
        const stop = window.conformance.room.meters.stats.subscribe(({ tracks }: RoomStats) => {
          taken.push(window.bench.lineFigures().then((figures) => ({ rows: tracks, figures })))
          if (taken.length < wanted) return
          stop()
          Promise.all(taken).then(resolve, reject)
        })
      }),
    count,
  )
}
