import { type FactSink, goodbyesLast } from '@televid/core/adapter'
import type { Participant, RemoteParticipant, RemoteTrackPublication, Room } from 'livekit-client'
import type { LivekitSdk } from './livekit-sdk.ts'
import { mapLivekitQuality } from './map-livekit-quality.ts'
import { mapLivekitLeave } from './map-livekit-reason.ts'
import { fromLivekitSource } from './map-livekit-source.ts'

interface ChangedFields {
  readonly displayName?: string
  readonly metadata?: string
}

/** Who is there and what they publish, told as facts, and our keys for the SDK's objects. */
export interface LivekitRoster {
  readonly tell: FactSink
  /** Tells everybody, everything, and `roster-synced`. */
  sync(): void
  /** `self` for the local participant. */
  keyOf(participant: Participant): string
  /** Undefined when the presence is over. */
  participantOf(key: string): RemoteParticipant | undefined
  /** By binding key. */
  readonly tracks: ReadonlyMap<string, RemoteTrackPublication>
}

/** Until it has the server's word, in whole seconds, the SDK gives the present moment (Participant.ts, 2.23). */
const isServerTime = (time: Date) => time.getMilliseconds() === 0

export function createLivekitRoster(sdk: LivekitSdk, room: Room, sink: FactSink): LivekitRoster {
  const { RoomEvent: on, Track, DisconnectReason } = sdk
  /** Keys by object: the SDK makes new objects where something is new, and keeps them where it goes on. */
  const keys = new WeakMap<object, string>()
  const used = new Set<string>()
  const tracks = new Map<string, RemoteTrackPublication>()
  // A full reconnect begins with everybody's goodbye; `sync` then finds new objects, and core the people it knows.
  const tell = goodbyesLast(sink)

  const mint = (object: object, wanted: string) => {
    const known = keys.get(object)
    if (known !== undefined) return known
    let key = wanted
    for (let count = 2; used.has(key); count++) key = `${wanted}.${count}`
    keys.set(object, key)
    return key
  }
  const keyOf = (participant: Participant) => (participant.isLocal ? 'self' : mint(participant, participant.sid))
  const participantOf = (key: string) => {
    for (const participant of room.remoteParticipants.values()) if (keyOf(participant) === key) return participant
    return undefined
  }

  const present = (participant: RemoteParticipant, fields: ChangedFields = {}) => {
    const { attributes, identity, joinedAt, kind, metadata, name, permissions, sid } = participant
    // Who may change their own attributes could give themselves any role.
    const role = permissions?.canUpdateMetadata ? undefined : attributes['televid.role']
    tell({
      type: 'participant-present',
      participant: keyOf(participant),
      identity,
      ...(name && { displayName: name }),
      ...(role !== undefined && { role }),
      ...(metadata && { metadata }),
      ...fields,
      ...(joinedAt && isServerTime(joinedAt) && { joinedAt: joinedAt.getTime() }),
      vendor: { ...attributes, sid, kind },
    })
  }
  const changed = (participant: Participant, fields?: ChangedFields) => {
    if (!participant.isLocal) present(participant as RemoteParticipant, fields)
  }
  const track = (publication: RemoteTrackPublication, participant: RemoteParticipant) => {
    const { isMuted, kind, source, trackName, trackSid } = publication
    if (kind === Track.Kind.Unknown) return
    const key = mint(publication, trackSid)
    // A binding that is over stays over, also when the vendor has a late word on it.
    if (used.has(key) && !tracks.has(key)) return
    used.add(key)
    tracks.set(key, publication)
    // Without the key an encrypted voice would be decoded all the same, as noise.
    const readable = room.isE2EEEnabled || !publication.isEncrypted
    const media = publication.isSubscribed && readable ? publication.track : undefined
    tell({
      type: 'track-present',
      track: key,
      participant: keyOf(participant),
      source: fromLivekitSource(source, trackName, trackSid),
      kind: kind === Track.Kind.Audio ? 'audio' : 'video',
      muted: isMuted,
      media: media?.mediaStreamTrack ?? null,
      paused: media?.streamState === Track.StreamState.Paused,
      vendor: { sid: trackSid },
    })
  }
  const gone = (publication: RemoteTrackPublication) => {
    const key = keys.get(publication)
    if (key === undefined) return
    tracks.delete(key)
    tell({ type: 'track-gone', track: key })
  }
  const all = (participant: RemoteParticipant) => {
    present(participant)
    for (const publication of participant.trackPublications.values())
      track(publication as RemoteTrackPublication, participant)
  }
  const sync = () => {
    const people = [...room.remoteParticipants.values()]
    for (const participant of people) all(participant)
    for (const participant of people) quality(participant)
    tell({ type: 'roster-synced', present: people.map(keyOf) })
  }

  const quality = (participant: Participant) =>
    tell({
      type: 'quality-changed',
      participant: keyOf(participant),
      quality: mapLivekitQuality(participant.connectionQuality),
    })
  const remote = (publication: unknown, participant: Participant) => {
    if (!participant.isLocal) track(publication as RemoteTrackPublication, participant as RemoteParticipant)
  }

  room
    .on(on.ParticipantConnected, all)
    .on(on.ParticipantDisconnected, (participant, reason) => {
      const key = keyOf(participant)
      used.add(key)
      const name = DisconnectReason[reason ?? -1]
      tell({ type: 'participant-gone', participant: key, reason: mapLivekitLeave(name) })
    })
    // The events carry the value before; the participant has the one that counts.
    .on(on.ParticipantMetadataChanged, (_, participant) =>
      changed(participant, { metadata: participant.metadata ?? '' }),
    )
    .on(on.ParticipantNameChanged, (displayName, participant) => changed(participant, { displayName }))
    .on(on.ParticipantAttributesChanged, (_, participant) => changed(participant))
    .on(on.TrackPublished, track)
    .on(on.TrackSubscribed, (_, publication, participant) => track(publication, participant))
    // `TrackUnsubscribed` comes before the publication has let go of its media (RemoteTrackPublication.setTrack): this is after.
    .on(on.TrackSubscriptionStatusChanged, (publication, _, participant) => track(publication, participant))
    .on(on.TrackMuted, remote)
    .on(on.TrackUnmuted, remote)
    .on(on.TrackStreamStateChanged, (publication, _, participant) => track(publication, participant))
    .on(on.TrackUnpublished, gone)
    .on(on.TrackSubscriptionFailed, (sid, _, reason) =>
      tell({
        type: 'warning-raised',
        code: 'livekit-subscription',
        message: 'LiveKit could not deliver a track.',
        raw: { sid, reason },
      }),
    )
    .on(on.ConnectionQualityChanged, (_, participant) => quality(participant))
    .on(on.ActiveSpeakersChanged, (speakers) =>
      tell({
        type: 'speakers-changed',
        speakers: speakers.map((participant) => ({
          participant: keyOf(participant),
          level: Math.min(participant.audioLevel, 1),
        })),
      }),
    )

  return { tell, sync, keyOf, participantOf, tracks }
}
