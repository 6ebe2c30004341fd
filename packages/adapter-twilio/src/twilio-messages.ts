import type { MessagesFacet } from '@televid/core/adapter'
import type { LocalDataTrack, RemoteParticipant, Room } from 'twilio-video'
import type { TwilioRoster } from './twilio-roster.ts'
import type { TwilioSdk } from './twilio-sdk.ts'

/** Names of our data tracks; those of other clients in the room are left alone. */
const reliableName = 'televid:reliable'
const lossyName = 'televid:lossy'

/** How long a receiver may take to be ready before a packet goes out all the same. */
const readyMs = 5000
/** For how long somebody who has come and publishes no data yet may still do so. */
const graceMs = 1500
/** How often a page says whom it hears, until they have all answered. */
const announceMs = 250
const checkMs = 25

export interface TwilioDataTracks {
  readonly reliable: LocalDataTrack
  readonly lossy: LocalDataTrack
}

export interface TwilioMessages extends MessagesFacet {
  end(): void
}

/** Reliability is a property of a data track, so that there is one for each kind. */
export function createTwilioDataTracks(sdk: TwilioSdk): TwilioDataTracks {
  const logLevel = 'off'
  return {
    reliable: new sdk.LocalDataTrack({ name: reliableName, logLevel }),
    lossy: new sdk.LocalDataTrack({ name: lossyName, logLevel, ordered: false, maxRetransmits: 0 }),
  }
}

/**
 * Packets are binary. What a page says to another page's adapter is text: the SIDs of those whose data tracks it is subscribed to.
 * A sender does not see from the SDK who is, and what it sends before is lost (lib/data/sender.js swallows every error), so that a
 * reliable packet waits until everybody here has said so. Pages say it until they are heard by all whom they hear.
 */
export function createTwilioMessages(
  room: Room,
  { keyOf, tell }: TwilioRoster,
  { lossy, reliable }: TwilioDataTracks,
): TwilioMessages {
  const hearUs = new WeakSet<RemoteParticipant>()
  const since = new WeakMap<RemoteParticipant, number>()
  let queue = Promise.resolve()

  const people = () => [...room.participants.values()]
  const dataOf = (participant: RemoteParticipant) =>
    [...participant.dataTracks.values()].filter(({ trackName }) => [reliableName, lossyName].includes(trackName))
  const isWaitedFor = (participant: RemoteParticipant) =>
    !hearUs.has(participant) && (dataOf(participant).length > 0 || Date.now() - (since.get(participant) ?? 0) < graceMs)
  const announce = () => {
    const heard = people().filter((participant) => dataOf(participant).filter(({ track }) => track).length === 2)
    reliable.send(JSON.stringify(heard.map(({ sid }) => sid)))
  }
  const isOver = () => room.state === 'disconnected'
  const everybodyHears = async () => {
    const until = Date.now() + readyMs
    while (!isOver() && people().some(isWaitedFor) && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, checkMs))
  }

  const timer = setInterval(() => {
    if (people().some((participant) => dataOf(participant).length > 0 && !hearUs.has(participant))) announce()
  }, announceMs)
  room
    .on('participantConnected', (participant) => since.set(participant, Date.now()))
    .on('trackSubscribed', ({ kind }) => kind === 'data' && announce())
    .on('trackUnsubscribed', ({ kind }) => kind === 'data' && !isOver() && announce())
    .on('trackMessage', (data, { name }, participant) => {
      if (typeof data !== 'string') {
        const key = keyOf(participant.sid)
        if (key !== undefined && (name === reliableName || name === lossyName))
          tell({ type: 'message-received', participant: key, packet: new Uint8Array(data) })
      } else if (name === reliableName) {
        const isHeard = data.includes(`"${room.localParticipant.sid}"`)
        const wasHeard = hearUs.has(participant)
        hearUs[isHeard ? 'add' : 'delete'](participant)
        // Now that they hear us, this is the word that certainly reaches them.
        if (isHeard && !wasHeard) announce()
      }
    })

  return {
    async send(packet, options) {
      if (!options.reliable) return void lossy.send(packet as Uint8Array<ArrayBuffer>)
      // One after the other, so that none overtakes another.
      queue = queue.then(everybodyHears).then(() => void reliable.send(packet as Uint8Array<ArrayBuffer>))
      await queue
    },
    end: () => clearInterval(timer),
  }
}
