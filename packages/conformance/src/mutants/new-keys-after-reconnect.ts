import type { Fact } from '@televid/core/adapter'
import { rekeyed } from './rekeyed.ts'
import type { Wrapping } from './wrap-adapter.ts'

type Present = Extract<Fact, { type: 'participant-present' }>
type Track = Extract<Fact, { type: 'track-present' }>

/**
 * Whatever comes back after a reconnect is somebody new to this adapter: all are gone at `reconnecting`, and at `connected`
 * they are there under other keys, their tracks too. `roster-synced` then lists the keys that were said to be gone as well.
 */
export function newKeysAfterReconnect(): Wrapping {
  const people = new Map<string, Present>()
  const tracks = new Map<string, Track>()
  const ended: string[] = []
  let life = 0
  let away = false
  const keyOf = (key: string) => (life === 0 ? key : `${key} again ${life}`)
  const renewed = (fact: Fact): Fact => {
    const other = rekeyed(fact, keyOf)
    return other.type === 'track-present' || other.type === 'track-gone'
      ? { ...other, track: keyOf(other.track) }
      : other
  }
  return {
    fact(fact, forward) {
      if (fact.type === 'participant-present') people.set(fact.participant, fact)
      if (fact.type === 'track-present') tracks.set(fact.track, fact)
      if (fact.type === 'track-gone') tracks.delete(fact.track)
      const isConnection = fact.type === 'connection-changed'
      if (isConnection && fact.state === 'reconnecting' && !away) {
        forward(fact)
        for (const key of people.keys()) {
          ended.push(keyOf(key))
          forward({ type: 'participant-gone', participant: keyOf(key) })
        }
        life += 1
        away = true
      } else if (isConnection && fact.state === 'connected' && away) {
        away = false
        forward(fact)
        for (const each of [...people.values(), ...tracks.values()]) forward(renewed(each))
      } else if (fact.type === 'roster-synced') {
        forward({ ...fact, present: [...fact.present.map(keyOf), ...ended] })
      } else if (away && fact.type !== 'participant-gone') {
        // Told at the end of the reconnect.
        if (fact.type !== 'participant-present' && fact.type !== 'track-present') forward(renewed(fact))
      } else forward(renewed(fact))
      if (fact.type === 'participant-gone') people.delete(fact.participant)
    },
  }
}
