import { type RemoteTrack, Room, RoomEvent } from 'livekit-client'

/** A page written straight against `livekit-client`, without anything of ours. */
export interface LivekitRawPage {
  join(url: string, token: string, publish: boolean): Promise<void>
  send(text: string): Promise<void>
  /** Frames decoded so far of each remote video, by identity. */
  frames(): Record<string, number>
  messages(): readonly string[]
  events(): readonly string[]
}

declare global {
  interface Window {
    raw: LivekitRawPage
  }
}

const room = new Room()
const elements = new Map<string, HTMLVideoElement>()
const messages: string[] = []
const events: string[] = []
for (const event of ['signalReconnecting', 'reconnecting', 'reconnected', 'disconnected'] as const)
  room.on(event as RoomEvent.Reconnected, () => events.push(event))
room
  .on(RoomEvent.DataReceived, (bytes, from) => messages.push(`${from?.identity}: ${new TextDecoder().decode(bytes)}`))
  .on(RoomEvent.TrackSubscribed, (track: RemoteTrack, _, participant) => {
    const element = track.attach()
    document.body.append(element)
    if (element instanceof HTMLVideoElement) elements.set(participant.identity, element)
  })

window.raw = {
  async join(url, token, publish) {
    await room.connect(url, token)
    if (publish) await room.localParticipant.enableCameraAndMicrophone()
  },
  send: (text) => room.localParticipant.publishData(new TextEncoder().encode(text), { reliable: true }),
  frames: () =>
    Object.fromEntries(
      [...elements].map(([identity, element]) => [identity, element.getVideoPlaybackQuality().totalVideoFrames]),
    ),
  messages: () => messages,
  events: () => events,
}
