import type { CaptionsFacet } from '@televid/core/adapter'
import type { Room } from 'livekit-client'
import type { LivekitRoster } from './livekit-roster.ts'
import type { LivekitSdk } from './livekit-sdk.ts'

/** Transcriptions come unasked as soon as an agent makes them; core drops them outside of start and stop. */
export function createLivekitCaptions(sdk: LivekitSdk, room: Room, { keyOf, tell }: LivekitRoster): CaptionsFacet {
  room.on(sdk.RoomEvent.TranscriptionReceived, (segments, participant) => {
    if (!participant) return
    for (const { final, id, language, text } of segments)
      tell({
        type: 'caption-received',
        caption: id,
        participant: keyOf(participant),
        text,
        final,
        ...(language && { language }),
      })
  })
  const nothing = async () => {}
  return { start: nothing, stop: nothing }
}
