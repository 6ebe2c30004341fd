import type { DisconnectReason } from '@televid/core'
import type { PageTrace, TraceEntry } from './trace-entry.ts'

/** What core was told by others than the adapter. A trace does not record it; it follows from the events. */
export type ReplayStep =
  | { readonly do: 'join' }
  /** The adapter's `join` resolves. */
  | { readonly do: 'open' }
  | { readonly do: 'leave' }
  /** Ended by the room channel, a refused grant or a time-out. */
  | { readonly do: 'end'; readonly reason: DisconnectReason }
  /** The app, or audio-only mode, chose whether to receive a track. */
  | { readonly do: 'receive'; readonly participantId: string; readonly trackId: string; readonly wanted: boolean }

export interface ReplayPlan {
  /** Steps to take before the entry at that index. */
  readonly steps: ReadonlyMap<number, readonly ReplayStep[]>
  /** Indexes of facts that never reached the room: an end about which the room channel knew better. */
  readonly skipped: ReadonlySet<number>
}

type EventEntry = Extract<TraceEntry, { kind: 'event' }>

/** A change that a fact made is noted within the same turn. */
const sameTurnMs = 5

export function planReplay({ entries }: PageTrace): ReplayPlan {
  const steps = new Map<number, ReplayStep[]>()
  const causes = new Set<number>()
  const add = (index: number, step: ReplayStep) => void steps.set(index, [...(steps.get(index) ?? []), step])
  let joinIndex = -1
  let rosterIndex = -1
  let snapshotIndex = 0
  const connection = { state: 'idle' }
  const unsubscribed = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'snapshot') snapshotIndex = index
    else if (entry.kind === 'join') [joinIndex, rosterIndex] = [index, -1]
    else if (entry.kind === 'fact') {
      if (entry.fact.type === 'roster-synced' && rosterIndex < 0) rosterIndex = index
    } else if (entry.event === 'connectionChanged') {
      planConnection(entry, index)
      connection.state = entry.detail.state ?? ''
    } else planTrack(entry)
  }
  return { steps, skipped: overruledEnds(entries, causes) }

  function planConnection({ detail: { state, reason } }: EventEntry, index: number): void {
    if (state === 'joining' && connection.state !== 'waiting') add(snapshotIndex, { do: 'join' })
    // The roster was known first if nothing but its own change lies between; otherwise the session was what was awaited.
    if (state === 'connected' && connection.state === 'joining') {
      const awaitedSession = rosterIndex >= 0 && rosterIndex !== causeOf(snapshotIndex)
      add(awaitedSession ? Math.min(snapshotIndex, index) : joinIndex + 1, { do: 'open' })
    }
    if (state !== 'disconnected') return
    const cause = causeOf(snapshotIndex)
    const fact = factAt(cause)
    if (
      fact?.type === 'connection-changed' &&
      fact.state === 'disconnected' &&
      (fact.reason?.unified ?? 'unknown') === reason
    )
      causes.add(cause)
    else if (reason === 'left') add(snapshotIndex, { do: 'leave' })
    else add(snapshotIndex, { do: 'end', reason: reason as DisconnectReason })
  }

  function planTrack({ event, detail: { participantId = '', trackId = '' } }: EventEntry): void {
    const shown = entries[snapshotIndex]
    const tracks =
      shown?.kind === 'snapshot' ? shown.snapshot.participants.flatMap((participant) => participant.tracks) : []
    if (event === 'trackUnsubscribed' && tracks.some(({ id }) => id === trackId)) {
      unsubscribed.add(trackId)
      add(snapshotIndex, { do: 'receive', participantId, trackId, wanted: false })
    } else if (event === 'trackSubscribed' && unsubscribed.delete(trackId)) {
      const cause = causeOf(snapshotIndex)
      const fact = factAt(cause)
      const byMedia = fact?.type === 'track-present' && fact.media === true
      add(byMedia ? cause : snapshotIndex, { do: 'receive', participantId, trackId, wanted: true })
    }
  }

  /** Index of the fact right before a snapshot, or -1. */
  function causeOf(index: number): number {
    const before = entries[index - 1]
    return before?.kind === 'fact' && (entries[index]?.at ?? 0) - before.at <= sameTurnMs ? index - 1 : -1
  }

  function factAt(index: number) {
    const entry = entries[index]
    return entry?.kind === 'fact' ? entry.fact : undefined
  }
}

/** Ends reported by the current join that did not end the room with their own reason. */
function overruledEnds(entries: readonly TraceEntry[], causes: ReadonlySet<number>): Set<number> {
  const overruled = new Set<number>()
  let join = 0
  let ended = false
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'join') [join, ended] = [entry.join, false]
    else if (entry.kind === 'event' && entry.event === 'disconnected') ended = true
    else if (entry.kind === 'fact' && entry.fact.type === 'connection-changed' && entry.fact.state === 'disconnected') {
      if (entry.join === join && !ended && !causes.has(index)) overruled.add(index)
    }
  }
  return overruled
}
