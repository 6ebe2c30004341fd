import type { SpeakersChangedFact } from '../adapter/fact.ts'
import type { Clock } from '../clock.ts'
import { shallowEqual } from '../state/shallow-equal.ts'
import type { Levels } from './level-meter.ts'
import type { Meter } from './meter.ts'

/** Linear level above which somebody may be speaking. Room noise after noise suppression stays below. */
const loud = 0.02
/** Pauses between syllables and words that do not end a stretch of speech, in ms. */
const pauseMs = 600
/** Length of a stretch of speech that makes a speaker, in ms: longer than a cough or a click. */
const enterMs = 400
/** Silence after which a speaker is none any more, in ms. */
const leaveMs = 2000
/** How much louder somebody must be to pass the one before, so that two people talking do not swap all the time. */
const passFactor = 1.5
/** Time constant of the average by which speakers are ordered, in ms. */
const averageMs = 1000

/** Long before any other time. */
const never = Number.NEGATIVE_INFINITY

interface Voice {
  readonly average: number
  /** Unix ms at which the present stretch of speech began and was last heard. */
  readonly since: number
  readonly heardAt: number
}

export interface SpeakerState {
  readonly at: number
  readonly voices: ReadonlyMap<string, Voice>
  /** Loudest first. */
  readonly speakers: readonly string[]
}

export const noSpeakers: SpeakerState = Object.freeze({ at: 0, voices: new Map(), speakers: [] })

/**
 * Who speaks, from levels over time. Somebody enters after 400 ms above 0.02 and leaves after 2 s of silence; the order
 * changes only when somebody is clearly louder. Pure.
 */
export function detectSpeakers(state: SpeakerState, levels: Levels, at: number): SpeakerState {
  const weight = 1 - Math.exp(-(at - state.at) / averageMs)
  const voices = new Map<string, Voice>()
  for (const [name, level] of levels) {
    const before = state.voices.get(name) ?? { average: 0, since: at, heardAt: never }
    const average = before.average + (level - before.average) * weight
    const isLoud = level > loud
    const since = isLoud && at - before.heardAt > pauseMs ? at : before.since
    voices.set(name, { average, since, heardAt: isLoud ? at : before.heardAt })
  }
  const speakers = state.speakers.filter((name) => at - (voices.get(name)?.heardAt ?? never) < leaveMs)
  for (const [name, { since, heardAt }] of voices) {
    if (!speakers.includes(name) && heardAt === at && at - since >= enterMs) speakers.push(name)
  }
  const averageOf = (index: number) => voices.get(speakers[index] ?? '')?.average ?? 0
  for (let end = 1; end < speakers.length; end++) {
    for (let index = end; index > 0 && averageOf(index) > averageOf(index - 1) * passFactor; index--) {
      speakers.splice(index - 1, 0, ...speakers.splice(index, 1))
    }
  }
  return { at, voices, speakers }
}

export type DerivedSpeakers = SpeakersChangedFact['speakers']

/**
 * Derives speakers where the vendor has no speaker events, for input `speakers-derived`.
 *
 * @param levels by presence key
 * @param report called when somebody enters or leaves or the order changes
 * @returns stop; reports silence if somebody was speaking
 */
export function watchSpeakers(
  levels: Meter<Levels>,
  clock: Clock,
  report: (speakers: DerivedSpeakers) => void,
): () => void {
  let state = noSpeakers
  const stop = levels.subscribe((sample) => {
    const before = state.speakers
    state = detectSpeakers(state, sample, clock.now())
    const { speakers, voices } = state
    if (shallowEqual(speakers, before)) return
    report(speakers.map((participant) => ({ participant, level: voices.get(participant)?.average ?? 0 })))
  })
  return () => {
    stop()
    if (state.speakers.length > 0) report([])
    state = noSpeakers
  }
}
