import type { Participant } from './participant.ts'

/** Pages of the running test, so that a failed wait can show what each of them said. */
export const openParticipants = new Set<Participant>()
