import type { Fact } from '../../adapter/fact.ts'
import type { Source } from '../../adapter/source.ts'
import type { RoomInput } from '../room-input.ts'

/** One thing that reaches the reducer. */
export interface Step {
  /** Position in the vendor's own time. */
  readonly order: number
  readonly fact?: Fact
  /** Reported by the sink of an earlier join. */
  readonly earlierEpoch?: boolean
  /** Instead of a fact: an input of core. `at` is filled in when it is emitted. */
  readonly input?: RoomInput
  /** Emitted only when those lanes have come that far. */
  readonly after: readonly (readonly [Lane, number])[]
  /** The presence key this makes present, for the list of the next `roster-synced`. */
  readonly present?: string
  readonly gone?: string
  /** For `roster-synced`: keys that have vanished without a word. */
  readonly vanished?: readonly string[]
  /** The presence comes back under the key it had: core must not have given it up before. */
  readonly sameKeyReturn?: boolean
  /** A late fact of a presence that is finished. */
  readonly late?: boolean
  /** Key of the same person before our reconnect. */
  readonly renews?: string
}

/** Facts of one entity. Their order is kept; lanes interleave freely. */
export interface Lane {
  readonly steps: Step[]
  done: number
}

/** What must be shown in the end for one presence. */
export interface ExpectedParticipant {
  readonly identity: string
  readonly displayName: string
  readonly camera: 'live' | 'off'
  readonly microphone: 'live' | 'off'
  readonly tracks: readonly string[]
  /** What can be played of those tracks. */
  readonly media: ReadonlyMap<Source, MediaStreamTrack | null>
}

export interface RoomLog {
  readonly lanes: readonly Lane[]
  readonly expected: readonly ExpectedParticipant[]
  /** The session ends within the log: then nobody is expected. */
  readonly ends: boolean
}

export type Ingredient =
  | 'participants joined'
  | 'participants left'
  | 'rejoins under one identity'
  | 'one identity present twice'
  | 'tracks published'
  | 'tracks unpublished'
  | 'mute toggles'
  | 'media taken or given'
  | 'pauses'
  | 'track replacements'
  | 'profile updates'
  | 'own reconnects'
  | 'missing after a reconnect'
  | 'returns under the same key'
  | 'returns under a new key'
  | 'renewed keys in a reconnect'
  | 'gone during a reconnect'
  | 'late facts of finished presences'
  | 'late facts of finished tracks'
  | 'people found again under a new key'
  | 'repeated facts'
  | 'facts of an earlier epoch'
  | 'speaker and quality facts'
  | 'ends of the session'
  | 'early tracks'
  | 'facts after the end'
  | 'away expired'

export type Counts = Partial<Record<Ingredient, number>>

export function describeTrack(track: { source: Source; kind: string; muted: boolean; paused?: boolean }): string {
  return `${track.source} ${track.kind}${track.muted ? ' muted' : ''}${track.paused ? ' paused' : ''}`
}
