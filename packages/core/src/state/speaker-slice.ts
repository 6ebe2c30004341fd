import type { SpeakersChangedFact } from '../adapter/fact.ts'
import type { SpeakerSnapshot } from './room-snapshot.ts'
import type { RoomState } from './room-state.ts'

export function speakersChanged(state: RoomState, speakers: SpeakersChangedFact['speakers']): RoomState {
  return resolveSpeakers({ ...state, speakerFacts: speakers })
}

/** Maps the vendor's speakers to participants that exist; called again when the roster changes. */
export function resolveSpeakers(state: RoomState): RoomState {
  if (state.speakerFacts.length === 0 && state.speakers.length === 0) return state
  const speakers: SpeakerSnapshot[] = []
  for (const { participant, level = null } of state.speakerFacts) {
    const participantId = participant === 'self' ? 'self' : state.presences.get(participant)?.participantId
    if (participantId) speakers.push({ participantId, level })
  }
  const before = state.speakers
  const same =
    speakers.length === before.length &&
    speakers.every(
      (speaker, index) =>
        speaker.participantId === before[index]?.participantId && speaker.level === before[index]?.level,
    )
  return same ? state : { ...state, speakers }
}
