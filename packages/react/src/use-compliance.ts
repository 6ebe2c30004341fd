import type { ComplianceStamp, RoomSnapshot } from '@televid/core'
import { useRoomSnapshot } from './use-room-snapshot.ts'

/**
 * What was known, when the grant was minted, about using this provider for patients; `null` before.
 *
 * Re-renders: when that changes.
 */
export function useCompliance(): ComplianceStamp | null {
  return useRoomSnapshot(compliance)
}

const compliance = (snapshot: RoomSnapshot) => snapshot.compliance
