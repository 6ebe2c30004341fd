import type { RoomSnapshot } from '@televid/core'
import { forwardRef, useCallback } from 'react'
import { screenSharesIn } from './screen-shares-in.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'
import { Video, type VideoProps } from './video.tsx'

export interface ScreenShareProps extends Omit<VideoProps, 'participant' | 'source' | 'mirror'> {
  /** Whose screen; default: of the others' the one that was shared last. */
  readonly participant?: string | 'self'
}

/**
 * A `<video>` with a shared screen; nothing while there is none.
 *
 * Re-renders: when a share starts or ends.
 */
export const ScreenShare = forwardRef<HTMLVideoElement, ScreenShareProps>(function ScreenShare(
  { participant, ...rest },
  ref,
) {
  const select = useCallback(
    (snapshot: RoomSnapshot) => {
      const { state } = snapshot.self.screen
      if (participant === 'self') return state === 'live' || state === 'interrupted' ? participant : undefined
      const shares = screenSharesIn(snapshot)
      return shares.findLast(({ participantId }) => !participant || participantId === participant)?.participantId
    },
    [participant],
  )
  const whose = useRoomSnapshot(select)
  return whose === undefined ? null : <Video ref={ref} participant={whose} source="screen" {...rest} />
})
