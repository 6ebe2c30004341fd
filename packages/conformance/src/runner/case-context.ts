import type { Capabilities } from '@televid/core'
import type { ConformanceHarness, HarnessBudgets } from '../harness/conformance-harness.ts'
import type { Stimuli } from '../harness/stimuli.ts'
import type { OpenOptions, PersonPage } from './person-page.ts'
import type { RunRecord } from './run-record.ts'
import type { SplitPage } from './split-page.ts'
import type { WaitOptions } from './wait-for.ts'

/** Pages of a call of so many people. */
interface PagesOf {
  2: readonly [PersonPage, PersonPage]
  3: readonly [PersonPage, PersonPage, PersonPage]
  4: readonly [PersonPage, PersonPage, PersonPage, PersonPage]
}

/** What a case gets. Everything it opened, and every stimulus it did not take back, is undone after it. */
export interface CaseContext {
  readonly capabilities: Capabilities
  readonly budgets: HarnessBudgets
  /**
   * People in one call, with camera and microphone, who see each other. Shared with other cases: a case leaves it as it found
   * it, and one that fails, or says `spoil()`, gets it thrown away.
   */
  call<N extends keyof PagesOf>(people: N): Promise<PagesOf[N]>
  /** The shared call is not as it was; the next case gets a new one. */
  spoil(): void
  /** A room nobody was in. */
  newRoom(): string
  /** A page of its own for the first, second … person, with access to a room; nothing is joined. */
  open(index: 0 | 1 | 2 | 3, room: string, options?: OpenOptions): Promise<PersonPage>
  /**
   * Like `open`, in a browser that blocks sound. The page joins by itself, without a gesture and without a capture. Its
   * console says `voice` for each voice it was given to play, and what `audioPlaybackChanged` told: `sound blocked`, `sound
   * plays`. Its button "Sound" calls `audio.resume()`; with `resumes` the page does so by itself too, once, and its console
   * says how that ended: `resumed`, or the error code.
   */
  openBlocked(index: 0 | 1 | 2 | 3, room: string, resumes?: boolean): Promise<PersonPage>
  /** The address of a smallest app whose parts are loaded on demand, and what is in them. */
  splitPage(): Promise<SplitPage>
  /**
   * What the act of this case gave: it is done once per run, by the first case of that `act`. What it returns is data; its
   * pages are closed with the case that did it.
   */
  once<T>(act: () => Promise<T>): Promise<T>
  /** Identities in a room, by the service. */
  occupants(room: string): Promise<readonly string[]>
  readonly harness: ConformanceHarness
  /** What the pages of the whole run so far said, asked for and were given. */
  readonly record: RunRecord
  /** The stimuli the case named; taken back after it. */
  readonly stimuli: Stimuli
  waitFor<T>(
    what: string,
    condition: () => T | Promise<T>,
    options?: WaitOptions,
  ): Promise<Exclude<T, false | null | undefined | 0 | ''>>
  /** Fails the case with both values, unless they are equal as JSON. */
  equal(actual: unknown, expected: unknown, what: string): void
  /** Fails the case. */
  check(truth: boolean, what: string): void
}
