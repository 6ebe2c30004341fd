import type { LobbySnapshot } from '@televid/core'

/** Somebody in front of the door. */
export type WaitingPerson = LobbySnapshot['waiting'][number]
