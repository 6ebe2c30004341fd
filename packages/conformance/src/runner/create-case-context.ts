import type { Capabilities } from '@televid/core'
import type { Browser } from 'playwright-core'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { people } from '../harness/person.ts'
import type { Stimuli } from '../harness/stimuli.ts'
import type { CaseContext } from './case-context.ts'
import type { CaseTraces } from './case-traces.ts'
import { newRoom } from './new-room.ts'
import { oncePerRun } from './once-per-run.ts'
import { pageActs } from './page-acts.ts'
import type { PageBench } from './page-bench.ts'
import { PersonPage } from './person-page.ts'
import type { SharedCalls } from './shared-calls.ts'
import { waitFor } from './wait-for.ts'

export interface Bench extends PageBench {
  readonly harness: ConformanceHarness
  readonly onTraces?: ((traces: CaseTraces) => void) | undefined
  readonly capabilities: Capabilities
  readonly shared: SharedCalls
  /** Opened at the first call, the same at each further one. */
  readonly blockingBrowser?: (() => Promise<Browser>) | undefined
}

export interface OpenCase {
  readonly context: CaseContext
  /** Pages the case looked at, for evidence. */
  pages(): readonly PersonPage[]
  /** Takes stimuli back and closes pages. */
  close(failed: boolean): Promise<void>
}

/** What the harness can do, and what the suite does where the harness does not. */
export function stimuliOf(
  { harness, host, service, shared }: Bench,
  pages: ReadonlySet<PersonPage> = new Set(),
): Partial<Stimuli> {
  return { ...pageActs(host, harness.sdk, pages), ...shared.lines.stimuli, ...service.stimuli }
}

/** Only pages of cases that need a line get one: all others reach each other as they would without the suite. */
export function createCaseContext(bench: Bench, { act: sharedAct, stimuli: named = [] }: ConformanceCase): OpenCase {
  const { blockingBrowser, service, harness, capabilities } = bench
  const { shared } = bench
  const { lines } = shared
  const needsLine = named.some((name) => name in lines.stimuli && !service.stimuli[name])
  const pageBench: PageBench = needsLine ? { ...bench, lines } : bench
  const own: PersonPage[] = []
  const used = new Set<PersonPage>()
  const back: (() => Promise<void>)[] = []
  let spoiled = false

  const stimuli = Object.fromEntries(
    Object.entries(stimuliOf(bench, used)).map(([name, stimulus]) => [
      name,
      async (...subject: unknown[]) => {
        const undo = await (stimulus as (...given: unknown[]) => Promise<(() => Promise<void>) | undefined>)(...subject)
        if (!undo) return
        let done: Promise<void> | undefined
        const once = () => {
          done ??= undo()
          return done
        }
        back.push(once)
        return once
      },
    ]),
  ) as unknown as Stimuli

  const context: CaseContext = {
    capabilities,
    budgets: harness.budgets,
    stimuli,
    harness,
    record: bench.record,
    waitFor,
    async call(count) {
      const pages = await shared.pages(count, needsLine)
      for (const page of pages) used.add(page)
      return pages as never
    },
    spoil() {
      spoiled = true
    },
    newRoom: () => newRoom(bench.record.run),
    splitPage: () => bench.host.split(),
    async open(index, room, { devices, ...options } = {}) {
      const page = await PersonPage.open(pageBench, people[index], devices)
      own.push(page)
      used.add(page)
      await page.enter(room, options)
      return page
    },
    async openBlocked(index, room, resumes = false) {
      if (!blockingBrowser) throw new Error('The bench has no browser that blocks sound.')
      const page = await PersonPage.openByItself(pageBench, await blockingBrowser(), people[index], room, resumes)
      own.push(page)
      used.add(page)
      return page
    },
    async once(act) {
      if (sharedAct === undefined) throw new Error('The case names no act.')
      const done = async () => ({ given: await act(), pages: [...used] })
      const { given, pages } = await oncePerRun(bench.record, sharedAct, done)
      // What they recorded is evidence for every case of the act.
      for (const page of pages) used.add(page)
      return given
    },
    occupants: (room) => service.occupants(room),
    equal(actual, expected, what) {
      const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
      if (left !== right) throw new Error(`${what}: expected ${right}, was ${left}`)
    },
    check(truth, what) {
      if (!truth) throw new Error(what)
    },
  }
  return {
    context,
    pages: () => [...used],
    async close(failed) {
      for (const undo of back.reverse()) await undo()
      // What a case still does whose time ran out must not reach the pages of the next one.
      if (failed) for (const page of used) page.discard()
      await Promise.all(own.map((page) => page.close()))
      if (failed || spoiled) await shared.close()
    },
  }
}
