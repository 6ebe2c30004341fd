import type { ConnectionChangedFact, Fact, WithRaw } from '@televid/core/adapter'
import type { OpaqueValues } from './opaque-values.ts'
import type { RecordedFact } from './trace-entry.ts'

/**
 * A fact as plain data. Fields are chosen one by one: what an adapter adds does not leave the page. Text of people and
 * vendor extras become names; captions, warnings and packets lose their content.
 */
export function toRecordedFact(fact: Fact, opaque: OpaqueValues): RecordedFact {
  switch (fact.type) {
    case 'connection-changed':
      return connectionChanged(fact)
    case 'roster-synced':
      return { type: fact.type, present: [...fact.present] }
    case 'participant-present': {
      const { type, participant, identity, displayName, role, metadata, joinedAt, vendor } = fact
      return {
        type,
        participant,
        identity,
        ...(displayName !== undefined && { displayName: opaque.nameOf(displayName) }),
        ...(role !== undefined && { role }),
        ...(metadata !== undefined && { metadata: opaque.nameOf(metadata) }),
        ...(joinedAt !== undefined && { joinedAt }),
        ...(vendor !== undefined && { vendor: opaque.fieldsOf(vendor) }),
      }
    }
    case 'participant-gone':
      return { type: fact.type, participant: fact.participant, ...(fact.reason && { reason: withoutRaw(fact.reason) }) }
    case 'track-present': {
      const { type, track, participant, source, kind, muted, media, paused, vendor } = fact
      return {
        type,
        track,
        participant,
        source,
        kind,
        muted,
        media: !!media,
        ...(paused !== undefined && { paused }),
        ...(vendor !== undefined && { vendor: opaque.fieldsOf(vendor) }),
      }
    }
    case 'track-gone':
      return { type: fact.type, track: fact.track }
    case 'speakers-changed': {
      const speakers = fact.speakers.map(({ participant, level }) => ({
        participant,
        ...(level !== undefined && { level }),
      }))
      return { type: fact.type, speakers }
    }
    case 'quality-changed':
      return { type: fact.type, participant: fact.participant, quality: withoutRaw(fact.quality) }
    case 'message-received':
      return { type: fact.type, participant: fact.participant, bytes: fact.packet.byteLength }
    case 'source-refused':
      return { type: fact.type, source: fact.source }
    case 'audio-blocked':
      return { type: fact.type, blocked: fact.blocked }
    case 'recording-changed':
      return { type: fact.type, active: fact.active }
    case 'caption-received': {
      const { type, caption, participant, final, language } = fact
      return { type, caption, participant, text: '', final, ...(language !== undefined && { language }) }
    }
    case 'warning-raised':
      return { type: fact.type, code: fact.code, message: '' }
    default:
      return fact satisfies never
  }
}

function connectionChanged(fact: ConnectionChangedFact): ConnectionChangedFact {
  const { type, state } = fact
  switch (state) {
    case 'connected':
      return { type, state }
    case 'reconnecting':
      return { type, state, ...(fact.lost && { lost: withoutRaw(fact.lost) }) }
    case 'disconnected':
      return { type, state, reason: fact.reason && withoutRaw(fact.reason) }
    default:
      return state satisfies never
  }
}

/** A vendor's word may be text with anything in it; a number is a code. */
function withoutRaw<T>({ unified, raw }: WithRaw<T>): WithRaw<T> {
  return { unified, raw: typeof raw === 'number' ? raw : null }
}
