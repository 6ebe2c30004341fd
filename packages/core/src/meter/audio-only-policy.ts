import type { ConnectionLoss } from '../adapter/connection-loss.ts'
import type { NetworkQuality } from '../adapter/fact.ts'
import type { AudioOnlySnapshot, ConnectionState } from '../state/room-snapshot.ts'

/** A bad line turns video off after this time, in ms. */
const fallbackMs = 8000
/** A good line turns it on again after this time. */
const returnMs = 15_000
/** Shortest time between two automatic changes. */
const restMs = 20_000
/** A line that is lost this long with video off already calls for a phone. */
const phoneMs = 20_000

export interface AudioOnlyInput {
  /** Unix ms. */
  readonly at: number
  readonly connection: ConnectionState
  /** What is lost while it is `reconnecting`. */
  readonly lost: ConnectionLoss | undefined
  /** Of the local participant. */
  readonly quality: NetworkQuality
  /** The app asked for audio only. */
  readonly app: boolean
  /** Automatic fallback is on. */
  readonly fallback: boolean
}

/** What the policy remembers; times are Unix ms, `null` for "not now". */
export interface AudioOnlyState {
  readonly network: boolean
  readonly changedAt: number | null
  readonly badSince: number | null
  readonly goodSince: number | null
  readonly lostSince: number | null
  readonly phoneSuggested: boolean
}

export interface AudioOnlyDecision {
  readonly state: AudioOnlyState
  readonly audioOnly: AudioOnlySnapshot
  /** Call `onPhoneFallback` now; true once per session. */
  readonly suggestPhone: boolean
  /** Unix ms at which to ask again if nothing else happens before; `null` when only an input can change the decision. */
  readonly wakeAt: number | null
}

export const initialAudioOnly: AudioOnlyState = Object.freeze({
  network: false,
  changedAt: null,
  badSince: null,
  goodSince: null,
  lostSince: null,
  phoneSuggested: false,
})

/**
 * Decides between video and audio only. Falls back after 8 s of quality 0 or 1, or of reconnecting unless what is lost is
 * signaling alone; returns after 15 s of quality 3 or better; at least 20 s lie between two changes. What the app asks for
 * comes first. A line that stays lost for 20 s while video is off suggests the phone, once. Pure: ask again with every
 * change of an input and at `wakeAt`.
 */
export function decideAudioOnly(before: AudioOnlyState, input: AudioOnlyInput): AudioOnlyDecision {
  const { at, app, fallback, connection, lost: what, quality } = input
  const joined = connection === 'connected' || connection === 'reconnecting'
  const poor = quality !== null && quality <= 1
  // While signaling alone is lost, a quality that nobody knows, as in the first seconds of a call, is no evidence.
  const broken = connection === 'reconnecting' && (what !== 'signaling' || poor)
  const bad = joined && (broken || poor)
  const good = connection === 'connected' && quality !== null && quality >= 3
  const badSince = bad ? (before.badSince ?? at) : null
  const goodSince = good ? (before.goodSince ?? at) : null

  const dueSince = before.network ? goodSince : badSince
  const lineDue = dueSince === null ? null : dueSince + (before.network ? returnMs : fallbackMs)
  const due = lineDue === null || before.changedAt === null ? lineDue : Math.max(lineDue, before.changedAt + restMs)
  const changes = fallback && joined && due !== null && due <= at
  const network = fallback && joined && before.network !== changes
  const active = app || network

  const lost = joined && active && (broken || quality === 0)
  const lostSince = lost ? (before.lostSince ?? at) : null
  const phoneAt = lostSince === null || before.phoneSuggested ? null : lostSince + phoneMs
  const suggestPhone = phoneAt !== null && phoneAt <= at

  const wakes = [changes || !fallback ? null : due, suggestPhone ? null : phoneAt].filter((time) => time !== null)
  return {
    state: {
      network,
      changedAt: network === before.network ? before.changedAt : at,
      badSince,
      goodSince,
      lostSince,
      phoneSuggested: before.phoneSuggested || suggestPhone,
    },
    audioOnly: { active, cause: app ? 'app' : network ? 'network' : null },
    suggestPhone,
    wakeAt: wakes.length > 0 ? Math.min(...wakes) : null,
  }
}
