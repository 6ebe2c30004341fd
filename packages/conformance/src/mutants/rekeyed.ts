import type { Fact } from '@televid/core/adapter'

/** A fact with other presence keys. */
export function rekeyed(fact: Fact, keyOf: (participant: string) => string): Fact {
  switch (fact.type) {
    case 'roster-synced':
      return { ...fact, present: fact.present.map(keyOf) }
    case 'speakers-changed':
      return { ...fact, speakers: fact.speakers.map((each) => ({ ...each, participant: keyOf(each.participant) })) }
    case 'participant-present':
    case 'participant-gone':
    case 'track-present':
    case 'quality-changed':
    case 'message-received':
    case 'caption-received':
      return { ...fact, participant: keyOf(fact.participant) }
    default:
      return fact
  }
}
