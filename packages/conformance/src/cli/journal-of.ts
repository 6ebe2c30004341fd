import { join } from 'node:path'
import { RoomJournal } from '../live/room-journal.ts'
import type { FoundHarness } from './found-harness.ts'

/** Beside the harness, where the next run finds it wherever it is started from. */
export function journalOf({ folder, name }: FoundHarness): RoomJournal {
  return new RoomJournal(join(folder, '.televid/conformance-rooms'), name)
}
