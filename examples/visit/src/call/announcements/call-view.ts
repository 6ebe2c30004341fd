import type { RoomSnapshot } from '@televid/core'
import { personName } from '../../texts/person-name.ts'

export interface PersonView {
  readonly name: string
  readonly microphone: boolean
  readonly sharing: boolean
}

/** The part of a room that is worth saying aloud when it changes. */
export interface CallView {
  /** By participant id. */
  readonly people: ReadonlyMap<string, PersonView>
  /** Names by identity. */
  readonly waiting: ReadonlyMap<string, string>
  readonly recording: boolean
}

export function callView({ participants, lobby, recording }: RoomSnapshot): CallView {
  return {
    people: new Map(
      participants.map((person) => [
        person.id,
        {
          name: personName(person),
          microphone: person.microphone === 'live',
          sharing: person.tracks.some(({ source, muted }) => source === 'screen' && !muted),
        },
      ]),
    ),
    waiting: new Map(lobby.waiting.map((person) => [person.identity, personName(person)])),
    recording: recording.active,
  }
}
