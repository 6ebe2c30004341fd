import type { FactSink, Source } from '@televid/core/adapter'
import type { Participant, RemoteParticipant, RemoteTrackPublication, RemoteVideoTrack, Room } from 'twilio-video'
import { mapTwilioQuality } from './map-twilio-quality.ts'
import { fromTwilioTrack } from './map-twilio-source.ts'

/** A remote track that is published now. */
export interface TwilioTrack {
  readonly publication: RemoteTrackPublication
  readonly participant: RemoteParticipant
  readonly source: Source
  /** Size this page shows it at; `null` for not at all, absent where core has not said. */
  preferred?: { readonly width: number; readonly height: number } | null
}

/** Who is there and what they publish, told as facts, and our keys for the SDK's objects. */
export interface TwilioRoster {
  readonly tell: FactSink
  /** Tells everybody, everything, and `roster-synced`. */
  sync(): void
  /** By the SID of a participant; `self` for the local one, `undefined` for who is not there. */
  keyOf(sid: string): string | undefined
  /** By binding key. */
  readonly tracks: ReadonlyMap<string, TwilioTrack>
  /** Says the service what is wanted of a picture. */
  prefer(track: TwilioTrack): void
}

/**
 * Called in the turn in which `connect` resolved. The SDK makes no event for whoever was there, and none for the tracks that somebody
 * comes with: both are read from its maps.
 */
export function createTwilioRoster(room: Room, tell: FactSink): TwilioRoster {
  /** Keys by object: in a large room somebody who publishes nothing is gone for the SDK, and comes back with the same SIDs. */
  const keys = new WeakMap<object, string>()
  const used = new Set<string>()
  const tracks = new Map<string, TwilioTrack>()

  const mint = (object: object, sid: string) => {
    const known = keys.get(object)
    if (known !== undefined) return known
    let key = sid
    for (let count = 2; used.has(key); count++) key = `${sid}.${count}`
    used.add(key)
    keys.set(object, key)
    return key
  }
  const prefer = ({ preferred, publication }: TwilioTrack) => {
    if (publication.kind !== 'video' || preferred === undefined) return
    const track = publication.track as RemoteVideoTrack | null
    if (!preferred) return void track?.switchOff()
    track?.switchOn().setContentPreferences({ renderDimensions: preferred })
  }

  const present = (participant: RemoteParticipant) =>
    tell({
      type: 'participant-present',
      participant: mint(participant, participant.sid),
      identity: participant.identity,
      vendor: { sid: participant.sid },
    })
  const track = (publication: RemoteTrackPublication, participant: RemoteParticipant) => {
    const { isTrackEnabled, kind, trackName, trackSid } = publication
    if (kind === 'data') return
    const key = mint(publication, trackSid)
    const others = [...tracks.values()].filter((each) => each.participant === participant)
    const source =
      tracks.get(key)?.source ?? fromTwilioTrack(trackName, kind, trackSid, new Set(others.map((each) => each.source)))
    const known: TwilioTrack = tracks.get(key) ?? { publication, participant, source }
    tracks.set(key, known)
    const media = publication.track as RemoteVideoTrack | null
    tell({
      type: 'track-present',
      track: key,
      participant: mint(participant, participant.sid),
      source,
      kind,
      muted: !isTrackEnabled,
      media: media?.mediaStreamTrack ?? null,
      // What this page does not show is switched off because of that.
      paused: known.preferred !== null && media?.isSwitchedOff === true,
      vendor: { sid: trackSid, name: trackName },
    })
  }
  const gone = (publication: RemoteTrackPublication) => {
    const key = keys.get(publication)
    if (key === undefined || !tracks.delete(key)) return
    tell({ type: 'track-gone', track: key })
  }
  const quality = (participant: Participant, key: string) =>
    tell({ type: 'quality-changed', participant: key, quality: mapTwilioQuality(participant.networkQualityLevel) })
  /** The room does not repeat this event, and it comes after the end too. */
  const watchQuality = (participant: Participant, key: string) =>
    participant.on('networkQualityLevelChanged', () => room.state !== 'disconnected' && quality(participant, key))

  const all = (participant: RemoteParticipant) => {
    present(participant)
    for (const publication of participant.tracks.values()) track(publication, participant)
    quality(participant, mint(participant, participant.sid))
  }
  const sync = () => {
    const people = [...room.participants.values()]
    for (const participant of people) all(participant)
    quality(room.localParticipant, 'self')
    tell({ type: 'roster-synced', present: people.map((participant) => mint(participant, participant.sid)) })
  }
  const arrived = (participant: RemoteParticipant) => watchQuality(participant, mint(participant, participant.sid))

  watchQuality(room.localParticipant, 'self')
  for (const participant of room.participants.values()) arrived(participant)
  room
    .on('participantConnected', (participant) => {
      arrived(participant)
      all(participant)
    })
    .on('participantDisconnected', (participant) => {
      // Whether the SDK says `trackUnpublished` depends on the service's last word.
      for (const publication of participant.tracks.values()) gone(publication)
      tell({ type: 'participant-gone', participant: mint(participant, participant.sid) })
    })
    .on('trackPublished', track)
    .on('trackSubscribed', (_, publication, participant) => {
      track(publication, participant)
      const known = tracks.get(keys.get(publication) ?? '')
      if (known) prefer(known)
    })
    .on('trackUnsubscribed', (_, publication, participant) => {
      if (tracks.has(keys.get(publication) ?? '')) track(publication, participant)
    })
    .on('trackEnabled', track)
    .on('trackDisabled', track)
    .on('trackSwitchedOff', (_, publication, participant) => track(publication, participant))
    .on('trackSwitchedOn', (_, publication, participant) => track(publication, participant))
    .on('trackUnpublished', gone)
    .on('trackSubscriptionFailed', (error, { trackSid }) =>
      tell({
        type: 'warning-raised',
        code: 'twilio-subscription',
        message: 'Twilio could not deliver a track.',
        raw: { sid: trackSid, code: error.code },
      }),
    )

  return {
    tell,
    sync,
    keyOf(sid) {
      if (sid === room.localParticipant.sid) return 'self'
      const participant = room.participants.get(sid)
      return participant && mint(participant, sid)
    },
    tracks,
    prefer,
  }
}
