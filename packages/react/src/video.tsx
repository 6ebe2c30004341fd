import type { Room, RoomSnapshot, Source, SourceControls } from '@televid/core'
import { type ComponentPropsWithoutRef, forwardRef, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import { participantIn } from './participant-in.ts'
import { tellShownSize } from './tell-shown-size.ts'
import { useRoom } from './use-room.ts'
import { useRoomSnapshot } from './use-room-snapshot.ts'

type VideoSource = Extract<Source, 'camera' | 'screen' | `custom:${string}`>

export interface VideoProps extends Omit<ComponentPropsWithoutRef<'video'>, 'src' | 'muted' | 'autoPlay'> {
  /** Id of a remote participant, or `self` for the own preview, which works before joining too. */
  readonly participant: string | 'self'
  /** Default `camera`. */
  readonly source?: VideoSource
  /** Show it as in a mirror. Default: the own camera only, as people expect. */
  readonly mirror?: boolean
}

/**
 * A `<video>` that shows one source of one participant, now and whenever its media changes; empty while there is none. It
 * has no sound: voices play by themselves. Where the provider can send a smaller picture, it is told the shown size. A
 * `ref` is the element, for full screen or picture in picture.
 *
 * Re-renders: when the track is another one; not when it is muted, replaced or paused.
 */
export const Video = forwardRef<HTMLVideoElement, VideoProps>(function Video(
  { participant, source = 'camera', mirror, style, ...rest },
  ref,
) {
  const room = useRoom()
  const element = useRef<HTMLVideoElement>(null)
  useImperativeHandle<HTMLVideoElement | null, HTMLVideoElement | null>(ref, () => element.current, [])
  const select = useCallback(
    (snapshot: RoomSnapshot) =>
      participantIn(snapshot, participant)?.tracks.find((track) => track.source === source)?.id,
    [participant, source],
  )
  const trackId = useRoomSnapshot(select)

  useEffect(() => {
    if (!element.current) return
    if (participant === 'self') return ownSource(room, source).attach(element.current)
    const track = room.participant(participant)?.tracks.find(({ id }) => id === trackId)
    if (!track) return
    const detach = track.attach(element.current)
    const endTelling = tellShownSize(track, element.current)
    return () => {
      endTelling()
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
})

function ownSource({ local }: Room, source: VideoSource): SourceControls {
  return source === 'camera' || source === 'screen' ? local[source] : local.custom(source.slice('custom:'.length))
}
