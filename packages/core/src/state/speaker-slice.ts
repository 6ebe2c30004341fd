import type { SpeakersChangedFact } from '../adapter/fact.ts'
import { participantOf, type RoomState } from './room-state.ts'
import { keep } from './shallow-equal.ts'

export function speakersChanged(state: RoomState, { speakers }: Pick<SpeakersChangedFact, 'speakers'>): RoomState {
  return resolveSpeakers({ ...state, speakerFacts: speakers })
}

/** Maps the vendor's speakers to participants that exist; called again when the roster changes. */
export function resolveSpeakers(state: RoomState): RoomState {
  const before = state.speakers
  const speakers = state.speakerFacts.flatMap(({ participant, level = null }) => {
    const participantId = participant === 'self' ? participant : participantOf(state, participant)?.snapshot.id
    return participantId === undefined ? [] : { participantId, level }
  })
  const known = speakers.map((speaker, index) => keep(before[index] ?? speaker, speaker))
  return { ...state, speakers: keep(before, known) }
}
