import { z } from 'zod'
import type { MediaChannels } from './media-channels.ts'
import type { TwilioParticipant } from './twilio-participant.ts'
import type { TwilioRoom } from './twilio-room.ts'

const renderHints = z.object({
  subscriber: z.object({
    id: z.unknown(),
    hints: z.array(z.object({ track: z.string(), enabled: z.boolean().optional() })),
  }),
})

/** What a page gets back over its channels: every report of its line is answered, and every wish about a picture granted. */
export function answerChannels(room: TwilioRoom, participant: TwilioParticipant, channels: MediaChannels): void {
  channels.onMessage = (channel, said) => {
    if (channel === 'network_quality') {
      const others = [...room.present.values()].filter((other) => other !== participant)
      channels.send('network_quality', {
        type: 'network_quality',
        local: participant.networkQuality,
        remotes: others.map(({ networkQuality, sid }) => ({ sid, level: networkQuality })),
      })
    }
    if (channel === 'render_hints') {
      const asked = renderHints.safeParse(said)
      if (!asked.success) return
      const { hints, id } = asked.data.subscriber
      const answer = { id, hints: hints.map(({ track }) => ({ track, result: 'OK' })) }
      channels.send('render_hints', { type: 'render_hints', subscriber: answer })
      const of = (wanted: boolean) => hints.filter(({ enabled }) => enabled === wanted).map(({ track }) => track)
      const [off, on] = [of(false), of(true)]
      if (off.length + on.length > 0) channels.send('track_switch_off', { type: 'track_switch_off', off, on })
    }
  }
}
