import type { ConformanceHarness, ConformanceService } from '../harness/conformance-harness.ts'
import { removeRooms } from './remove-rooms.ts'
import type { RoomJournal } from './room-journal.ts'

/**
 * The harness of an account, with care for what it leaves there: each room is in the journal before the vendor hears of it, and
 * is removed when its service closes. What could not be removed stays in the journal.
 *
 * @param onProblem gets one line for each room that could not be removed
 */
export function liveHarness(
  harness: ConformanceHarness,
  journal: RoomJournal,
  onProblem: (text: string) => void,
): ConformanceHarness {
  return {
    ...harness,
    start: async (options) => guarded(await harness.start(options), journal, onProblem),
  }
}

function guarded(
  service: ConformanceService,
  journal: RoomJournal,
  onProblem: (text: string) => void,
): ConformanceService {
  const rooms = new Set<string>()
  return {
    stimuli: service.stimuli,
    get hosts() {
      return service.hosts ?? []
    },
    occupants: (room) => service.occupants(room),
    removeRoom: async (room) => service.removeRoom?.(room),
    async access(request) {
      rooms.add(request.room)
      await journal.use(request.room)
      return service.access(request)
    },
    async close() {
      try {
        await removeRooms(service, [...rooms], journal, onProblem)
      } finally {
        await service.close()
      }
    },
  }
}
