import type { SpeakerFacet } from '../adapter/facet.ts'
import { TelevidError } from '../error/televid-error.ts'
import type { Attachments } from '../playback/attachments.ts'
import type { AudioPlayback } from '../playback/audio-playback.ts'
import type { Participant } from './participant.ts'
import type { SessionGuard } from './session-guard.ts'

/** What remote voices sound like, wherever they are played: by core, or by a vendor's SDK that insists on it. */
export interface RoomAudio {
  /** Starts sound the browser blocked (`snapshot.audio.blocked`). Call it in a click or tap. */
  resume(): Promise<void>
  /** @param volume linear 0..1, of one participant or of all; both multiply */
  setVolume(volume: number, participant?: Participant | string): Promise<void>
  /**
   * Plays through another loudspeaker; `''` is the system's default. What it reaches: `capabilities.speakerScope`.
   *
   * @throws TelevidError `unsupported` where browser or provider cannot choose | `device-not-found`
   */
  setSpeaker(deviceId: string): Promise<void>
}

export function createRoomAudio(
  playback: AudioPlayback,
  attachments: Attachments,
  guard: () => SessionGuard | null,
  keyOf: (participant: Participant | string) => string | undefined,
): RoomAudio {
  const vendor = (): SpeakerFacet | undefined => {
    const session = guard()
    return session?.capabilities.audioPlayback === 'adapter' ? session.facet('speaker') : undefined
  }
  return {
    async resume() {
      attachments.resume()
      await vendor()?.resume()
      await playback.resume()
    },
    async setVolume(volume, participant) {
      playback.setVolume(volume, typeof participant === 'object' ? participant.id : participant)
      await vendor()?.setVolume(volume, participant && keyOf(participant))
    },
    async setSpeaker(deviceId) {
      if (guard()?.capabilities.speakerScope === 'none') {
        throw new TelevidError('unsupported', 'This provider cannot choose a loudspeaker. Use the system settings.')
      }
      await (vendor() ?? playback).setSpeaker(deviceId)
    },
  }
}
