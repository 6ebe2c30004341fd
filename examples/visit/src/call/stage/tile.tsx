import { MicOff, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Avatar } from './avatar.tsx'
import { QualitySign } from './quality-sign.tsx'
import type { Rectangle } from './rectangle.ts'
import { SpeakingRing } from './speaking-ring.tsx'
import { TileVideo } from './tile-video.tsx'

export interface TileProps {
  readonly participant: string | 'self'
  readonly name: string
  readonly place: Rectangle
  /** There is a picture to show now. */
  readonly picture: boolean
  readonly microphoneOff: boolean
  readonly cameraOff: boolean
  /** What keeps the picture away or frozen, in words. */
  readonly notice: string | null
  readonly className?: string
  readonly children?: ReactNode
}

/** One person on the stage. The video stays mounted while the camera is off, so that it is back at once. */
export function Tile(props: TileProps): ReactNode {
  const { participant, name, place, picture, microphoneOff, cameraOff, notice, className = '', children } = props
  const { stage } = texts.call
  const { x, y, width, height } = place
  return (
    <li
      className={`tile ${picture ? '' : 'tile-without-picture'} ${className}`}
      style={{ left: x, top: y, width, height }}
      data-participant={participant}
    >
      <Avatar id={participant} name={name} />
      <TileVideo participant={participant} place={place} />
      <SpeakingRing participant={participant} />
      {notice !== null && (
        <p className="tile-notice">
          <span>{notice}</span>
        </p>
      )}
      <div className="tile-foot">
        <p className="tile-name">
          {microphoneOff && <MicOff size={16} aria-hidden="true" />}
          {cameraOff && <VideoOff size={16} aria-hidden="true" />}
          <span className="tile-name-text">{name}</span>
          {microphoneOff && <span className="visually-hidden">, {stage.microphoneOff}</span>}
          {cameraOff && <span className="visually-hidden">, {stage.cameraOff}</span>}
        </p>
        {/* A banner tells of the own connection. */}
        {participant !== 'self' && <QualitySign participant={participant} />}
      </div>
      {children}
    </li>
  )
}
