import { ParticipantTile, RoomAudioRenderer, RoomContext, TrackLoop, useTracks } from '@livekit/components-react'
import { ParticipantInfo, TrackInfo, TrackSource } from '@livekit/protocol'
import { type RemoteParticipant, Room, RoomEvent, Track } from 'livekit-client'
import { createRoot } from 'react-dom/client'
import { participants, type Subject } from './subject.ts'

const sources = [
  { source: Track.Source.Camera, withPlaceholder: true },
  { source: Track.Source.ScreenShare, withPlaceholder: false },
]

/** As the library's quick start has it, but for `GridLayout`, which shows 25 tiles a page at most. */
function QuickStartGrid() {
  const tracks = useTracks(sources, { onlySubscribed: false })
  return (
    <TrackLoop tracks={tracks.filter(({ participant }) => !participant.isLocal)}>
      <ParticipantTile />
    </TrackLoop>
  )
}

/** With the option that the library's own `VideoConference` sets. */
function PrefabGrid() {
  const tracks = useTracks(sources, { updateOnlyOn: [RoomEvent.ActiveSpeakersChanged], onlySubscribed: false })
  return (
    <TrackLoop tracks={tracks.filter(({ participant }) => !participant.isLocal)}>
      <ParticipantTile />
    </TrackLoop>
  )
}

/** What a message of the server would call; private to TypeScript only. */
interface RoomInside {
  handleActiveSpeakersUpdate(
    speakers: readonly { readonly sid: string; readonly level: number; readonly active: boolean }[],
  ): void
}
interface ParticipantInside {
  readonly participantInfo: ParticipantInfo
}

export async function openLiveKit(element: HTMLElement, kind: 'quick start' | 'prefab'): Promise<Subject> {
  const room = new Room()
  await simulate(room)
  const Grid = kind === 'prefab' ? PrefabGrid : QuickStartGrid
  createRoot(element).render(
    <RoomContext.Provider value={room}>
      <Grid />
      <RoomAudioRenderer />
    </RoomContext.Provider>,
  )
  const people = [...room.remoteParticipants.values()]
  return {
    name: `@livekit/components-react, ${kind}`,
    how:
      kind === 'prefab'
        ? 'useTracks as VideoConference calls it (updateOnlyOn: ActiveSpeakersChanged), TrackLoop, ParticipantTile, RoomAudioRenderer'
        : 'useTracks as the quick start calls it, TrackLoop, ParticipantTile, RoomAudioRenderer',
    tile: ParticipantTile,
    grid: Grid,
    mute: (index, muted) => muteMicrophone(people[index], muted),
    speak: (index) =>
      (room as unknown as RoomInside).handleActiveSpeakersUpdate([
        { sid: people[index]?.sid ?? '', level: 0.5, active: true },
      ]),
    mutedTiles: () => element.querySelectorAll('.lk-participant-tile [data-lk-muted=true]').length,
    speakingTiles: () => element.querySelectorAll('.lk-participant-tile[data-lk-speaking=true]').length,
  }
}

/** `simulateParticipants` needs two helping hands in Chromium. */
async function simulate(room: Room): Promise<void> {
  const { random } = Math
  const Receiver = window.RTCRtpReceiver
  // It draws session ids out of 10,000, so that some of 150 are drawn twice; these are counted.
  let next = 0
  Math.random = () => (++next + 0.5) / 10_000
  // It constructs receivers, which Chromium does not allow.
  class NoReceiver {
    getStats = async () => new Map()
  }
  Object.assign(window, { RTCRtpReceiver: NoReceiver })
  try {
    await room.simulateParticipants({
      publish: { audio: false, video: false },
      participants: { count: participants + 1, audio: true, video: true },
    })
  } finally {
    Math.random = random
    Object.assign(window, { RTCRtpReceiver: Receiver })
  }
}

/** What the client does with an update of the server that says so. */
function muteMicrophone(participant: RemoteParticipant | undefined, muted: boolean): void {
  if (!participant) return
  const { participantInfo } = participant as unknown as ParticipantInside
  const tracks = participantInfo.tracks.map((track) =>
    track.source === TrackSource.MICROPHONE ? new TrackInfo({ ...track, muted }) : track,
  )
  participant.updateInfo(new ParticipantInfo({ ...participantInfo, tracks }))
}
