import type { CaptionsFacet } from '@televid/core/adapter'
import type { Room } from 'twilio-video'
import type { TwilioRoster } from './twilio-roster.ts'

/**
 * Whether captions come is decided when joining, and the session always asks for them; core drops them outside of start and stop.
 * Twilio gives an utterance no id: it lasts until its final result.
 */
export function createTwilioCaptions(room: Room, { keyOf, tell }: TwilioRoster): CaptionsFacet {
  /** Utterances begun, by participant and track. */
  const counts = new Map<string, number>()
  room.on('transcription', ({ language_code, partial_results, participant: sid, track, transcription }) => {
    const participant = keyOf(sid)
    if (participant === undefined) return
    const speech = `${participant}.${track}`
    const count = counts.get(speech) ?? 0
    if (!partial_results) counts.set(speech, count + 1)
    tell({
      type: 'caption-received',
      caption: `${speech}.${count}`,
      participant,
      text: transcription,
      final: !partial_results,
      ...(language_code && { language: language_code }),
    })
  })
  const nothing = async () => {}
  return { start: nothing, stop: nothing }
}
