import type { ReactNode } from 'react'
import { useScreenShares } from './use-screen-shares.ts'
import { Video, type VideoProps } from './video.tsx'

export interface ScreenShareProps extends Omit<VideoProps, 'participant' | 'source' | 'mirror'> {
  /** Whose screen; default: the one that was shared last. */
  readonly participant?: string | 'self'
}

/**
 * A `<video>` with a shared screen; nothing while nobody shares.
 *
 * Re-renders: when a share starts or ends.
 */
export function ScreenShare({ participant, ...rest }: ScreenShareProps): ReactNode {
  const newest = useScreenShares().at(-1)?.participantId
  const whose = participant ?? newest
  return whose === undefined ? null : <Video participant={whose} source="screen" {...rest} />
}
