/**
 * `npm run bench:livekit [-- --pairs N] [--json]`: what televid costs beside `livekit-client` alone. Two pages, one written with
 * @televid/core and one straight on the SDK, take turns in ABBA order against one real livekit-server on this machine: pages that
 * stay open, with SDK and token in memory; the first join of fresh pages; and that with the SDK from the network.
 *
 * Exits 1 when pages that stay open miss the goals: at most 25 ms and 5 % to the connected room and to the first frame.
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type SubjectName, startLivekitBench } from '../tests/livekit-bench/livekit-bench.ts'
import { comparePairs, type Pair, type PairedFigures } from '../tests/livekit-bench/paired-median.ts'
import type { JoinTimes } from '../tests/livekit-bench/subject.ts'
import { findLivekit, livekitVersion } from '../tests/services/livekit/index.ts'
import { findChromium } from './find-chromium.mjs'

const people = 20
const goals = { milliseconds: 25, ratio: 1.05 }

const help = `npm run bench:livekit [-- options]
  --pairs N   measured pairs, default 40; at least 30 for a figure to be quoted
  --json      figures as JSON
  --help      this text

Needs livekit-server: node scripts/install-livekit.mjs`

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}
const pairs = Number(values.pairs)
if (!Number.isInteger(pairs) || pairs < 1) {
  console.error(`--pairs is "${values.pairs}", which is no number of pairs.\n${help}`)
  process.exit(2)
}
const search = await findLivekit()
if (!search.found) {
  console.error(search.reason)
  process.exit(2)
}

/** Measures both subjects `count` times, raw first in one pair and last in the next. */
async function inTurns<T>(count: number, measure: (subject: SubjectName) => Promise<T>) {
  const measured: Readonly<Record<SubjectName, T>>[] = []
  for (let pair = 0; pair < count; pair += 1) {
    if (pair % 2 === 0) {
      const raw = await measure('raw')
      measured.push({ raw, televid: await measure('televid') })
    } else {
      const televid = await measure('televid')
      measured.push({ televid, raw: await measure('raw') })
    }
  }
  return measured
}

const pick = <T>(measured: readonly Readonly<Record<SubjectName, T>>[], figure: (value: T) => number) =>
  comparePairs(measured.map(({ raw, televid }): Pair => ({ raw: figure(raw), televid: figure(televid) })))
const times = (measured: readonly Readonly<Record<SubjectName, JoinTimes>>[]) => ({
  connected: pick(measured, ({ connected }) => connected),
  firstFrame: pick(measured, ({ firstFrame }) => firstFrame),
})

const bench = await startLivekitBench(search.binary, await findChromium({ install: true, log: console.error }))
try {
  const visit = await bench.openRoom(1, 30)
  const open = { raw: await visit.open('raw'), televid: await visit.open('televid') }
  // The first ones warm up browser and server.
  await inTurns(3, (subject) => open[subject].join())
  const warm = times(await inTurns(pairs, (subject) => open[subject].join()))
  await Promise.all([open.raw.close(), open.televid.close()])
  const freshPairs = Math.ceil(pairs / 3)
  const firstJoin = (cold: boolean) =>
    inTurns(freshPairs, async (subject) => {
      const page = await visit.open(subject)
      return page.join(cold).finally(() => page.close())
    })
  const fresh = times(await firstJoin(false))
  const cold = times(await firstJoin(true))
  await visit.close()
  const group = await bench.openRoom(people, 2)
  const heaps = await inTurns(2, async (subject) => {
    const page = await group.open(subject)
    return page.heap().finally(() => page.close())
  })
  const heap = { before: pick(heaps, ({ before }) => before / 1e6), after: pick(heaps, ({ after }) => after / 1e6) }
  await group.close()

  const missed = Object.entries(warm).filter(
    ([, { difference, ratio }]) => difference.median > goals.milliseconds || ratio.median > goals.ratio,
  )
  if (values.json) {
    console.log(
      JSON.stringify({ pairs, freshPairs, people, browser: bench.browser, goals, warm, fresh, cold, heap }, null, 2),
    )
  } else {
    console.log(
      `livekit-client alone and with televid, in ABBA order; livekit-server ${livekitVersion}, Chromium ${bench.browser}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
    )
    const rows = ({ connected, firstFrame }: typeof warm) => ({
      'call → connected': connected,
      'call → first frame': firstFrame,
    })
    table(`ms, pages that have joined before, ${pairs} pairs`, rows(warm), 1)
    table(`ms, first join of a page, SDK in memory, ${freshPairs} pairs`, rows(fresh), 1)
    table(`ms, first join of a page, SDK from the network, ${freshPairs} pairs`, rows(cold), 1)
    table(
      `MB of JavaScript heap after garbage collection, ${heaps.length} pairs`,
      { 'before joining': heap.before, [`with ${people} people shown`]: heap.after },
      2,
    )
    console.log('Columns: median of each; median difference and ratio of a pair, with 95 % bootstrap intervals.')
  }
  for (const [name, { difference, ratio }] of missed) {
    console.error(
      `${name}: ${difference.median.toFixed(1)} ms and a ratio of ${ratio.median.toFixed(3)}; the goals are ${goals.milliseconds} ms and ${goals.ratio}.`,
    )
    process.exitCode = 1
  }
} finally {
  await bench.close()
}

function table(title: string, rows: Readonly<Record<string, PairedFigures>>, digits: number): void {
  console.log(`\n${title.padEnd(62)}alone  televid   difference                ratio`)
  const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`
  for (const [name, { difference, ratio, raw, televid }] of Object.entries(rows)) {
    console.log(
      name.padEnd(58) +
        raw.toFixed(digits).padStart(9) +
        televid.toFixed(digits).padStart(9) +
        `   ${signed(difference.median)} (${signed(difference.low)} … ${signed(difference.high)})`.padEnd(29) +
        `${ratio.median.toFixed(3)} (${ratio.low.toFixed(3)} … ${ratio.high.toFixed(3)})`,
    )
  }
}
