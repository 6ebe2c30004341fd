import type { Fact } from '@televid/core/adapter'
import type { Wrapping } from './wrap-adapter.ts'

/** Identities in place of presence keys, in every fact. */
export function rekeyed(): Wrapping {
  const identities = new Map<string, string>()
  const keyOf = (participant: string) => identities.get(participant) ?? participant
  return {
    fact(fact, forward) {
      if (fact.type === 'participant-present') identities.set(fact.participant, fact.identity)
      forward(rekey(fact, keyOf))
    },
  }
}

function rekey(fact: Fact, keyOf: (participant: string) => string): Fact {
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
