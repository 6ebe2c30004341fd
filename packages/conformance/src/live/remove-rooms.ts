import type { ConformanceService } from '../harness/conformance-harness.ts'
import type { RoomJournal } from './room-journal.ts'

/**
 * Removes rooms, one after the other, and strikes them out in the journal. Returns how many could not be removed.
 *
 * @param onProblem gets one line for each of them
 */
export async function removeRooms(
  service: Pick<ConformanceService, 'removeRoom'>,
  rooms: readonly string[],
  journal: RoomJournal,
  onProblem: (text: string) => void,
): Promise<number> {
  let failed = 0
  for (const room of rooms) {
    try {
      if (!service.removeRoom) throw new Error('the service of the harness has no removeRoom(room)')
      await service.removeRoom(room)
      await journal.removed(room)
    } catch (error) {
      failed += 1
      onProblem(`${room} could not be removed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return failed
}
