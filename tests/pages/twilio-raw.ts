import {
  connect,
  createLocalTracks,
  type LocalAudioTrack,
  LocalDataTrack,
  LocalVideoTrack,
  type RemoteParticipant,
  type RemoteTrack,
  type Room,
} from 'twilio-video'

export interface JoinOptions {
  readonly name: string
  /** Not documented: where the signaling service is. */
  readonly wsServer: string
  readonly automaticSubscription?: boolean
  readonly iceServers?: []
  readonly dominantSpeaker?: boolean
  readonly networkQuality?: boolean
  readonly receiveTranscriptions?: boolean
  readonly bandwidthProfile?: Record<string, never>
}

/** A page written straight against `twilio-video`, without anything of ours. */
export interface TwilioRawPage {
  /** Publishes `camera`, `microphone` and the data track `chat`, or nothing. Gives the code of a refusal, 0 for none. */
  join(token: string, options: JoinOptions, publish: boolean): Promise<number>
  /** Publishes a drawn picture. Gives the code of a refusal, 0 for none. */
  publish(name: string): Promise<number>
  unpublish(name: string): void
  enable(name: string, on: boolean): void
  send(data: string | number[]): void
  leave(): void
  /** Frames decoded so far of each remote video, by `<identity>/<track name>`. */
  frames(): Record<string, number>
  /** `<event>`, then the identity, the name of a track, a code or what was said, as far as there are any. */
  events(): readonly string[]
  /** What the room says of itself now. */
  room(): {
    readonly sid: string
    readonly state: string
    readonly people: readonly string[]
    readonly recording: boolean
  } | null
  /** 0 to 5, null as long as it is not known. */
  quality(): number | null
  /** Hears pictures that a server switches off, by `<identity>/<track name>`. */
  switchedOff(): readonly string[]
}

declare global {
  interface Window {
    twilioRaw: TwilioRawPage
  }
}

let room: Room | null = null
const chat = new LocalDataTrack({ name: 'chat' })
const local = new Map<string, LocalVideoTrack | LocalAudioTrack>()
const elements = new Map<string, HTMLVideoElement>()
const events: string[] = []
const told = (...words: unknown[]) => events.push(words.filter((word) => word !== undefined).join(' '))

window.twilioRaw = {
  join: (token, options, publish) =>
    refusal(async () => {
      const tracks = publish ? await ownTracks() : []
      room = await connect(token, { insights: false, logLevel: 'off', ...options, tracks })
      listen(room)
    }),
  publish: (name) =>
    refusal(async () => {
      const track = new LocalVideoTrack(drawnTrack(), { name, logLevel: 'off' })
      local.set(name, track)
      await room?.localParticipant.publishTrack(track)
    }),
  unpublish(name) {
    const track = local.get(name)
    if (track) room?.localParticipant.unpublishTrack(track)
    track?.stop()
    local.delete(name)
  },
  enable(name, on) {
    const track = local.get(name)
    if (on) track?.enable()
    else track?.disable()
  },
  send: (data) => chat.send(typeof data === 'string' ? data : new Uint8Array(data).buffer),
  leave: () => void room?.disconnect(),
  frames: () =>
    Object.fromEntries(
      [...elements].map(([name, element]) => [name, element.getVideoPlaybackQuality().totalVideoFrames]),
    ),
  events: () => events,
  room: () =>
    room && {
      sid: room.sid,
      state: room.state,
      people: [...room.participants.values()].map(({ identity }) => identity),
      recording: room.isRecording,
    },
  quality: () => room?.localParticipant.networkQualityLevel ?? null,
  switchedOff: () =>
    [...(room?.participants.values() ?? [])].flatMap(({ identity, videoTracks }) =>
      [...videoTracks.values()].flatMap(({ track, trackName }) =>
        track?.isSwitchedOff ? [`${identity}/${trackName}`] : [],
      ),
    ),
}

/** The code of the error that is thrown, 0 if none is. */
async function refusal(act: () => Promise<void>): Promise<number> {
  try {
    await act()
    return 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error.code
    throw error
  }
}

async function ownTracks() {
  const tracks = await createLocalTracks({
    logLevel: 'off',
    audio: { name: 'microphone' },
    video: { name: 'camera', width: 320, height: 240, frameRate: 15 },
  })
  for (const track of tracks) if (track.kind !== 'data') local.set(track.name, track)
  return [...tracks, chat]
}

/** A small picture that changes ten times a second: several at once are to cost little. */
function drawnTrack(): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 })
  const context = canvas.getContext('2d')
  let step = 0
  setInterval(() => {
    step += 1
    if (context) {
      context.fillStyle = `hsl(${(step * 37) % 360} 80% 50%)`
      context.fillRect(0, 0, 160, 120)
    }
  }, 100)
  const [track] = canvas.captureStream(10).getVideoTracks()
  if (!track) throw new Error('the canvas has no picture')
  return track
}

function listen(joined: Room): void {
  for (const participant of joined.participants.values()) take(participant)
  joined
    .on('participantConnected', (participant) => {
      told('participantConnected', participant.identity)
      take(participant)
    })
    .on('participantDisconnected', ({ identity }) => told('participantDisconnected', identity))
    .on('participantReconnecting', ({ identity }) => told('participantReconnecting', identity))
    .on('participantReconnected', ({ identity }) => told('participantReconnected', identity))
    .on('trackPublished', ({ trackName }, { identity }) => told('trackPublished', identity, trackName))
    .on('trackUnpublished', ({ trackName }, { identity }) => told('trackUnpublished', identity, trackName))
    .on('trackSubscribed', (track, { trackName }, participant) => {
      told('trackSubscribed', participant.identity, trackName)
      show(track, participant)
    })
    .on('trackUnsubscribed', (track, { trackName }, { identity }) => {
      told('trackUnsubscribed', identity, trackName)
      if (track.kind === 'video') elements.delete(`${identity}/${track.name}`)
    })
    .on('trackSubscriptionFailed', ({ code }, { trackName }, { identity }) =>
      told('trackSubscriptionFailed', identity, trackName, code),
    )
    .on('trackDisabled', ({ trackName }, { identity }) => told('trackDisabled', identity, trackName))
    .on('trackEnabled', ({ trackName }, { identity }) => told('trackEnabled', identity, trackName))
    .on('trackSwitchedOff', (_, { trackName }, { identity }) => told('trackSwitchedOff', identity, trackName))
    .on('trackSwitchedOn', (_, { trackName }, { identity }) => told('trackSwitchedOn', identity, trackName))
    .on('trackMessage', (data, _, { identity }) =>
      told('trackMessage', identity, typeof data === 'string' ? data : `[${new Uint8Array(data)}]`),
    )
    .on('dominantSpeakerChanged', (speaker) => told('dominantSpeakerChanged', speaker?.identity ?? 'nobody'))
    .on('transcription', ({ transcription }) => told('transcription', transcription))
    .on('recordingStarted', () => told('recordingStarted'))
    .on('recordingStopped', () => told('recordingStopped'))
    .on('reconnecting', ({ code }) => told('reconnecting', code))
    .on('reconnected', () => told('reconnected'))
    .on('disconnected', (_, error) => told('disconnected', error?.code ?? 'without error'))
}

/** What somebody has who was there first, or who came with it: no event tells of that. */
function take(participant: RemoteParticipant): void {
  for (const { track } of participant.tracks.values()) if (track) show(track, participant)
}

function show(track: RemoteTrack, { identity }: RemoteParticipant): void {
  if (track.kind === 'data') return
  const element = track.attach()
  document.body.append(element)
  if (element instanceof HTMLVideoElement) elements.set(`${identity}/${track.name}`, element)
}
