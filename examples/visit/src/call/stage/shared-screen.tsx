import { ScreenShare, useParticipant } from '@televid/react'
import { Maximize, Minimize } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { personName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Rectangle } from './rectangle.ts'

export interface SharedScreenProps {
  readonly participant: string
  readonly place: Rectangle
}

/** The screen of somebody else, always shown whole. */
export function SharedScreen({ participant, place }: SharedScreenProps): ReactNode {
  const frame = useRef<HTMLElement>(null)
  const fullscreen = useIsFullscreen(frame)
  const person = useParticipant(participant)
  const { stage } = texts.call
  const name = stage.screenOf(personName(person ?? {}))
  const toggle = () => {
    const change = fullscreen ? document.exitFullscreen() : frame.current?.requestFullscreen()
    // Refused, everything stays as it is.
    change?.catch(() => {})
  }
  const { x, y, width, height } = place
  return (
    <figure ref={frame} className="shared-screen" style={{ left: x, top: y, width, height }}>
      <ScreenShare participant={participant} aria-label={name} />
      <figcaption>{name}</figcaption>
      {document.fullscreenEnabled && (
        <IconButton
          className="shared-screen-fullscreen"
          icon={fullscreen ? <Minimize size={20} /> : <Maximize size={20} />}
          label={fullscreen ? stage.exitFullscreen : stage.fullscreen}
          onClick={toggle}
        />
      )}
    </figure>
  )
}

function useIsFullscreen(element: { readonly current: HTMLElement | null }): boolean {
  const [fullscreen, setFullscreen] = useState(false)
  useEffect(() => {
    const read = () => setFullscreen(element.current !== null && document.fullscreenElement === element.current)
    document.addEventListener('fullscreenchange', read)
    return () => document.removeEventListener('fullscreenchange', read)
  }, [element])
  return fullscreen
}
