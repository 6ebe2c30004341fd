import { useRoom } from '@televid/react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import type { CallBanner } from './call-banners.ts'

export type HelpSource = 'camera' | 'microphone' | 'screen'

export interface BannerActionProps {
  readonly banner: CallBanner
  readonly onHelp: (source: HelpSource) => void
}

/** The way out, where there is one that the person can take. */
export function BannerAction({ banner, onHelp }: BannerActionProps): ReactNode {
  const room = useRoom()
  const words = texts.call.bannerActions
  const turnOnAgain = async (source: 'camera' | 'microphone') => {
    // Off first: what is still on would be kept, and it is that capture which the system has taken.
    await room.local[source].disable()
    await room.local[source].enable().catch(() => {})
  }
  switch (banner) {
    case 'sound-blocked':
      return <Button onClick={() => void room.audio.resume().catch(() => {})}>{words.turnSoundOn}</Button>
    case 'microphone-interrupted':
      return <Button onClick={() => void turnOnAgain('microphone')}>{words.turnOnAgain}</Button>
    case 'camera-interrupted':
      return <Button onClick={() => void turnOnAgain('camera')}>{words.turnOnAgain}</Button>
    case 'microphone-failed':
      return <Button onClick={() => onHelp('microphone')}>{words.getHelp}</Button>
    case 'camera-failed':
      return <Button onClick={() => onHelp('camera')}>{words.getHelp}</Button>
    case 'screen-failed':
      return <Button onClick={() => onHelp('screen')}>{words.getHelp}</Button>
    case 'screen-shared':
      return <Button onClick={() => void room.local.screen.disable()}>{words.stopSharing}</Button>
    case 'audio-only':
      return <Button onClick={() => room.setAudioOnly(false)}>{words.turnVideoOn}</Button>
    case 'reconnecting':
    case 'video-paused':
    case 'poor-connection':
      return null
    default:
      return banner satisfies never
  }
}
