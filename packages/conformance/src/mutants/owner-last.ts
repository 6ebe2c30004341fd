import type { Fact, FactSink } from '@televid/core/adapter'
import { isArmed } from './armed.ts'
import type { Wrapping } from './wrap-adapter.ts'

type Present = Extract<Fact, { type: 'participant-present' }>
type Track = Extract<Fact, { type: 'track-present' }>

/** Somebody without media is not waited for any longer, ms. */
const patienceMs = 8_000
/** For the second of two tracks that come together, ms. */
const togetherMs = 50

/**
 * Puts the facts of everybody who comes the other way round: `roster-synced` first, then the tracks, then their owner. The
 * join is not over before. Each track is told once: what says nothing new is swallowed, so that one that was dropped is lost.
 */
export function ownerLast({ newcomers }: { readonly newcomers: boolean }): Wrapping {
  const held = new Map<string, { readonly present: Present; readonly tracks: Track[]; due: boolean }>()
  const told = new Map<string, Track>()
  const here = new Set<string>()
  const waiting: (() => void)[] = []
  let over = false

  const tellTrack = (track: Track, forward: FactSink): void => {
    const before = told.get(track.track)
    if (before && before.media === track.media && before.muted === track.muted && before.paused === track.paused) return
    told.set(track.track, track)
    forward(track)
  }
  const release = (key: string, forward: FactSink): void => {
    const entry = held.get(key)
    if (!entry) return
    held.delete(key)
    here.add(key)
    for (const track of entry.tracks) tellTrack(track, forward)
    forward(entry.present)
    if (held.size === 0) for (const resolve of waiting.splice(0)) resolve()
  }
  return {
    fact(fact, forward) {
      if (!isArmed()) {
        if (fact.type === 'participant-present') here.add(fact.participant)
        return forward(fact)
      }
      if (fact.type === 'participant-present' && !here.has(fact.participant) && (newcomers || !over)) {
        if (held.has(fact.participant)) return
        held.set(fact.participant, { present: fact, tracks: [], due: false })
        setTimeout(() => release(fact.participant, forward), patienceMs)
        return
      }
      if (fact.type === 'participant-gone') release(fact.participant, forward)
      if (fact.type !== 'track-present') return forward(fact)
      const entry = held.get(fact.participant)
      if (!entry) return tellTrack(fact, forward)
      entry.tracks.push(fact)
      if (!fact.media || entry.due) return
      entry.due = true
      setTimeout(() => release(fact.participant, forward), togetherMs)
    },
    opened: () =>
      new Promise((resolve) => {
        over = true
        if (held.size === 0) resolve()
        else waiting.push(resolve)
      }),
  }
}
