import type { ConformanceCase } from '../conformance-case.ts'
import { badLine, type LineSample } from './bad-line.ts'

/** Figures of a line before and while the bench spoils it. */
export const statsBadLine: readonly ConformanceCase[] = [
  {
    id: 'stats/milliseconds',
    title: "`jitterMs` and `roundTripMs` are within a factor of 3, or 20 ms, of the browser's seconds times 1,000.",
    level: 'SHOULD',
    requires: 'stats',
    act: 'bad line',
    stimuli: ['degradeMedia'],
    proves: 'C-40 stats; 19.26 stats; rule StatsRecord',
    timeoutMs: 180_000,
    async run(context) {
      const { bad } = await badLine(context)
      const measured = { jitterMs: 0, roundTripMs: 0 }
      for (const { rows, figures } of bad) {
        for (const row of rows) {
          const { direction, source, jitterMs, roundTripMs } = row
          const name = `${direction} ${source}`
          if (jitterMs !== null && direction === 'inbound') {
            measured.jitterMs += 1
            const known = figures.jitterMs[source === 'microphone' ? 'audio' : 'video']
            context.check(isNear(jitterMs, known), `${name}: jitterMs ${jitterMs}, the browser has ${known} ms`)
          }
          if (roundTripMs !== null) {
            measured.roundTripMs += 1
            const known = figures.roundTripMs
            context.check(
              isNear(roundTripMs, known),
              `${name}: roundTripMs ${roundTripMs}, the browser has ${known} ms`,
            )
          }
        }
      }
      context.check(
        measured.jitterMs > 0 && measured.roundTripMs > 0,
        `rows with a figure: ${JSON.stringify(measured)}`,
      )
    },
  },
  {
    id: 'stats/loss-is-a-share',
    title: '`packetLoss` is 0..1, below 0.02 on a clean line and above 0.03 with 10 % loss.',
    level: 'SHOULD',
    requires: 'stats',
    act: 'bad line',
    stimuli: ['degradeMedia'],
    proves: 'C-40 stats; 19.26 stats',
    timeoutMs: 180_000,
    async run(context) {
      const { clean, bad } = await badLine(context)
      const losses = [clean, bad].map(meanLosses)
      const [before, during] = losses
      for (const each of ['inbound camera', 'inbound microphone']) {
        const [low, high] = [before?.get(each), during?.get(each)]
        context.check(low !== undefined && low >= 0 && low < 0.02, `${each} on a clean line: ${low}`)
        context.check(high !== undefined && high > 0.03 && high <= 1, `${each} with 10 % loss: ${high}`)
      }
      for (const [each, loss] of losses.flatMap((known) => [...known])) {
        context.check(loss >= 0 && loss <= 1, `${each}: ${loss}`)
      }
    },
  },
]

function isNear(value: number, known: readonly number[]): boolean {
  return known.some((each) => Math.abs(value - each) <= 20 || (value > each / 3 && value < each * 3))
}

/** `<direction> <source>` → mean of what is known. */
function meanLosses(taken: readonly LineSample[]): ReadonlyMap<string, number> {
  const losses = new Map<string, number[]>()
  for (const { direction, source, packetLoss } of taken.flatMap(({ rows }) => rows)) {
    if (packetLoss === null) continue
    const name = `${direction} ${source}`
    losses.set(name, [...(losses.get(name) ?? []), packetLoss])
  }
  return new Map([...losses].map(([name, all]) => [name, all.reduce((sum, each) => sum + each, 0) / all.length]))
}
