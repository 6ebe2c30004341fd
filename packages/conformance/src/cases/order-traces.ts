import type { ConformanceCase } from '../conformance-case.ts'

/** Verdicts on what every page of the run recorded. */
export const orderTraces: readonly ConformanceCase[] = [
  {
    id: 'order/trace-oracle',
    title: 'Every trace of the whole run obeys the grammar of events, and its fold equals the snapshot.',
    level: 'MUST',
    judgesRun: true,
    proves: 'inv. 1, 2, 3, 4, 6',
    async run({ call, record, check, equal }) {
      const [one, two] = await call(2)
      await one.fence(two)
      for (const page of [one, two]) {
        const [trace] = await page.traces()
        const kinds = new Set(trace?.entries.map(({ kind }) => kind))
        check(kinds.has('fact') && kinds.has('event') && kinds.has('snapshot'), `${page.identity} recorded no trace`)
      }
      equal(record.broken, [], 'invariants that traces of the run broke')
    },
  },
  {
    id: 'order/facts-keep-the-contract',
    title: 'No fact of the whole run is against the contract of adapters, also where core copes with it.',
    level: 'SHOULD',
    judgesRun: true,
    proves: 'rule Fact',
    async run({ call, record, check }) {
      await call(2)
      const found = record.violations.map(({ case: id, page, rule, text }) => `${rule}: ${text} (${page}, ${id})`)
      check(found.length === 0, `facts against the contract:\n${[...new Set(found)].join('\n')}`)
    },
  },
]
