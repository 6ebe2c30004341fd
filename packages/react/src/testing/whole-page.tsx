import type { Room } from '@televid/core'
import type { ReactNode } from 'react'
import {
  RoomProvider,
  ScreenShare,
  sameItems,
  useActiveSpeakers,
  useAudioBlocked,
  useAudioOnly,
  useCompliance,
  useConnection,
  useDevices,
  useIsSpeaking,
  useJoin,
  useLevel,
  useLobby,
  useLocalSource,
  useMessages,
  useParticipant,
  useParticipantIds,
  useParticipants,
  usePermission,
  useQuality,
  useRecording,
  useRoomEvent,
  useRoomSnapshot,
  useScreenShares,
  useSelf,
  useStats,
  useTrack,
  useTracks,
  Video,
} from '../index.ts'

/** A page with every hook and element, for rendering on a server and waking up in a browser. */
export function WholePage({ room }: { readonly room: Room }): ReactNode {
  return (
    <RoomProvider room={room}>
      <Call />
      <Video participant="self" />
      <Video participant="participant-1" />
      <ScreenShare />
    </RoomProvider>
  )
}

function Call() {
  useJoin()
  useMessages('chat', () => {})
  useRoomEvent('participantJoined', () => {})
  const names = useRoomSnapshot(({ participants }) => participants.map(({ identity }) => identity), sameItems)
  const { state } = useConnection()
  const people = useParticipantIds().length
  const camera = useLocalSource('camera').state
  const level = useLevel('participant-1') ?? 'unknown'
  const stats = useStats().tracks.length
  const shown = [
    state,
    `${people} people`,
    `camera ${camera}`,
    `${useDevices('videoinput').length} cameras`,
    `level ${level}`,
    `${stats} stats`,
    useIsSpeaking('participant-1') ? 'speaking' : 'silent',
    useActiveSpeakers().length,
    useAudioBlocked(),
    useAudioOnly().active,
    useCompliance()?.origin,
    useLobby().admission,
    useParticipant('participant-1')?.identity,
    useParticipants().length,
    usePermission('publish'),
    useQuality('self'),
    useRecording().active,
    useScreenShares().length,
    useSelf().identity,
    useTrack('participant-1', 'camera')?.muted,
    useTracks().length,
    names.join(),
  ]
  return <p>{shown.map(String).join(', ')}</p>
}
