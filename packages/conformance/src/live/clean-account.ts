import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import { removeRooms } from './remove-rooms.ts'
import type { RoomJournal } from './room-journal.ts'

export interface CleanedAccount {
  readonly removed: number
  readonly failed: number
}

/**
 * Removes what earlier runs left in an account. Starts its service only if there is something.
 *
 * @param pages an origin for the service; no page is opened
 * @param onProblem gets one line for each room that could not be removed
 */
export async function cleanAccount(
  harness: ConformanceHarness,
  journal: RoomJournal,
  pages: string,
  onProblem: (text: string) => void,
): Promise<CleanedAccount> {
  const rooms = await journal.leftovers()
  if (rooms.length === 0) return { removed: 0, failed: 0 }
  const service = await harness.start({ pages })
  try {
    const failed = await removeRooms(service, rooms, journal, onProblem)
    return { removed: rooms.length - failed, failed }
  } finally {
    await service.close()
  }
}
