import { useLocalSource } from '@televid/react'
import { EyeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Rectangle } from './rectangle.ts'
import { Tile } from './tile.tsx'

export interface SelfTileProps {
  readonly place: Rectangle
  /** On top of somebody else's picture. */
  readonly inCorner: boolean
  readonly onHide: () => void
}

/** The own picture, as in a mirror. */
export function SelfTile({ place, inCorner, onHide }: SelfTileProps): ReactNode {
  const camera = useLocalSource('camera')
  const microphone = useLocalSource('microphone')
  const { stage } = texts.call
  const notices = { starting: stage.cameraStarting, interrupted: stage.interrupted } as const
  const { state } = camera
  return (
    <Tile
      participant="self"
      name={stage.you}
      place={place}
      picture={state === 'live'}
      microphoneOff={microphone.state !== 'live'}
      cameraOff={state === 'off' || state === 'muted'}
      notice={state === 'starting' || state === 'interrupted' ? notices[state] : null}
      className={inCorner ? 'tile-corner' : ''}
    >
      {inCorner && (
        <IconButton className="tile-hide" icon={<EyeOff size={18} />} label={stage.hideSelf} onClick={onHide} />
      )}
    </Tile>
  )
}
