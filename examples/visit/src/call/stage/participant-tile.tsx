import { useParticipant } from '@televid/react'
import type { ReactNode } from 'react'
import { personName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import type { Rectangle } from './rectangle.ts'
import { Tile } from './tile.tsx'

export interface ParticipantTileProps {
  readonly id: string
  readonly place: Rectangle
}

/** Somebody else. Renders when something about this person changes, and for nobody else. */
export function ParticipantTile({ id, place }: ParticipantTileProps): ReactNode {
  const participant = useParticipant(id)
  if (!participant) return null
  const camera = participant.tracks.find(({ source }) => source === 'camera')
  const { stage } = texts.call
  const away = participant.presence === 'away'
  const paused = participant.camera === 'live' && camera?.paused === true
  return (
    <Tile
      participant={id}
      name={personName(participant)}
      place={place}
      picture={participant.camera === 'live' && camera?.subscribed === true}
      microphoneOff={participant.microphone === 'off'}
      cameraOff={participant.camera === 'off'}
      notice={away ? stage.reconnecting : paused ? stage.paused : null}
      className={away || paused ? 'tile-dimmed' : ''}
    />
  )
}
