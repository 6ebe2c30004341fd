import type { ParticipantSnapshot, RoomSnapshot } from '@televid/core'

/** Made once per list, so that a hundred tiles do not each search it. */
const byId = new WeakMap<readonly ParticipantSnapshot[], ReadonlyMap<string, ParticipantSnapshot>>()

export function participantIn({ participants }: RoomSnapshot, id: string): ParticipantSnapshot | undefined {
  let known = byId.get(participants)
  if (!known) {
    known = new Map(participants.map((participant) => [participant.id, participant]))
    byId.set(participants, known)
  }
  return known.get(id)
}
