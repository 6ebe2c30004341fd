import type { RoomSnapshot, Source } from '@televid/core'
import { type ComponentPropsWithoutRef, type ReactNode, useCallback, useEffect, useRef } from 'react'
import { participantIn } from './participant-in.ts'
import { useRoom } from './use-room.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

export interface VideoProps extends Omit<ComponentPropsWithoutRef<'video'>, 'src' | 'muted' | 'autoPlay'> {
  /** Id of a remote participant, or `self` for the own preview, which works before joining too. */
  readonly participant: string | 'self'
  /** Default `camera`. */
  readonly source?: Extract<Source, 'camera' | 'screen' | `custom:${string}`>
  /** Show it as in a mirror. Default: the own camera only, as people expect. */
  readonly mirror?: boolean
}

/**
 * A `<video>` that shows one source of one participant, now and whenever its media changes; empty while there is none. It
 * has no sound: voices play by themselves. Where the provider can send a smaller picture, it is told the shown size.
 *
 * Re-renders: when the track is another one; not when it is muted, replaced or paused.
 */
export function Video({ participant, source = 'camera', mirror, style, ...rest }: VideoProps): ReactNode {
  const room = useRoom()
  const element = useRef<HTMLVideoElement>(null)
  const select = useCallback(
    (snapshot: RoomSnapshot) =>
      participantIn(snapshot, participant)?.tracks.find((track) => track.source === source)?.id,
    [participant, source],
  )
  const trackId = useRoomSnapshot(select)

  useEffect(() => {
    if (!element.current) return
    if (participant === 'self') {
      const { camera, screen } = room.local
      const own =
        source === 'camera' ? camera : source === 'screen' ? screen : room.local.custom(source.slice('custom:'.length))
      return own.attach(element.current)
    }
    const track = room.participant(participant)?.tracks.find(({ id }) => id === trackId)
    if (!track) return
    const detach = track.attach(element.current)
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? { width: 0, height: 0 }
      track.setPreferredSize(width && height ? { width, height } : null)
    })
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      detach()
    }
  }, [room, participant, source, trackId])

  const mirrored = mirror ?? (participant === 'self' && source === 'camera')
  return (
    <video
      ref={element}
      muted
      autoPlay
      playsInline
      style={mirrored ? { transform: 'scaleX(-1)', ...style } : style}
      {...rest}
    />
  )
}
