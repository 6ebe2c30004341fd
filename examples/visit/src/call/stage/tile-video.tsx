import { Video } from '@televid/react'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import type { Rectangle } from './rectangle.ts'
import { videoBox } from './video-box.ts'

export interface TileVideoProps {
  readonly participant: string | 'self'
  readonly place: Rectangle
}

/** The camera of a person, fitted into their tile. The name is written beside it, hence no text of its own. */
export function TileVideo({ participant, place }: TileVideoProps): ReactNode {
  const [picture, setPicture] = useState<number | null>(null)
  const measure = ({ currentTarget: { videoWidth, videoHeight } }: SyntheticEvent<HTMLVideoElement>) => {
    if (videoWidth && videoHeight) setPicture(videoWidth / videoHeight)
  }
  const { width, height } = videoBox(picture, place.width / place.height)
  return (
    <div className="tile-video" style={{ width: `${width * 100}%`, height: `${height * 100}%` }}>
      <Video participant={participant} onLoadedMetadata={measure} onResize={measure} aria-hidden="true" tabIndex={-1} />
    </div>
  )
}
