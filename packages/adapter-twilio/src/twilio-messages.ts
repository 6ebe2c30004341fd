import type { MessagesFacet } from '@televid/core/adapter'
import type { LocalDataTrack, RemoteParticipant, Room } from 'twilio-video'
import type { TwilioRoster } from './twilio-roster.ts'
import type { TwilioSdk } from './twilio-sdk.ts'

/** Names of our data tracks; those of other clients in the room are left alone. */
const reliableName = 'televid:reliable'
const lossyName = 'televid:lossy'

/** How long a receiver may take to be ready, or to confirm, before it is not waited for any more. */
const readyMs = 5000
/** For how long somebody who has come and publishes no data yet may still do so. */
const graceMs = 1500
/** How often a page says whom it hears, until they have all answered. */
const announceMs = 250
const checkMs = 25
/** Packets after which the others are asked to confirm: half a megabyte, of the 16 a data channel of Chromium holds. */
const confirmEvery = 32

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
 * Packets are binary, text is what adapters say to each other:
 *
 * - `["PA1","PA2"]`: whose data tracks a page is subscribed to. A sender does not see that from the SDK, and what it sends before is lost
 *   (lib/data/sender.js swallows every error), so a reliable packet waits until everybody here has said it. A page says it until it
 *   is heard by all whom it hears.
 * - `#32`, answered with `=PA1#32`: all up to here has come. There is no other back-pressure.
 *
 * Whoever does not answer in time is waited for no more, so that one page can hold the others up once at most.
 */
export function createTwilioMessages(
  room: Room,
  { keyOf, tell }: TwilioRoster,
  { lossy, reliable }: TwilioDataTracks,
): TwilioMessages {
  const hearUs = new WeakSet<RemoteParticipant>()
  const deaf = new WeakSet<RemoteParticipant>()
  const confirmed = new WeakMap<RemoteParticipant, number>()
  const since = new WeakMap<RemoteParticipant, number>()
  let queue = Promise.resolve()
  let count = 0

  const people = () => [...room.participants.values()]
  const isOver = () => room.state === 'disconnected'
  const dataOf = (participant: RemoteParticipant) =>
    [...participant.dataTracks.values()].filter(({ trackName }) => [reliableName, lossyName].includes(trackName))
  const announce = () => {
    const heard = people().filter((participant) => dataOf(participant).filter(({ track }) => track).length === 2)
    reliable.send(JSON.stringify(heard.map(({ sid }) => sid)))
  }
  const everybody = async (isReady: (participant: RemoteParticipant) => boolean) => {
    const until = Date.now() + readyMs
    for (;;) {
      const late = people().filter((participant) => !deaf.has(participant) && !isReady(participant))
      if (isOver() || late.length === 0) return
      if (Date.now() > until) for (const participant of late) deaf.add(participant)
      await new Promise((resolve) => setTimeout(resolve, checkMs))
    }
  }
  const hears = (participant: RemoteParticipant) =>
    hearUs.has(participant) ||
    // A page without our adapter publishes no such tracks.
    (dataOf(participant).length === 0 && Date.now() - (since.get(participant) ?? 0) > graceMs)
  const sendReliably = async (packet: Uint8Array<ArrayBuffer>) => {
    await everybody(hears)
    reliable.send(packet)
    count++
    if (count % confirmEvery > 0) return
    reliable.send(`#${count}`)
    await everybody((participant) => !hearUs.has(participant) || (confirmed.get(participant) ?? 0) >= count)
  }
  const understand = (text: string, participant: RemoteParticipant) => {
    const { sid } = room.localParticipant
    const [confirms, number] = text.split('#')
    if (confirms === '') reliable.send(`=${participant.sid}${text}`)
    else if (confirms === `=${sid}`) confirmed.set(participant, Number(number))
    else if (text.startsWith('[')) {
      const isHeard = text.includes(`"${sid}"`)
      const wasHeard = hearUs.has(participant)
      hearUs[isHeard ? 'add' : 'delete'](participant)
      // Now that they hear us, this is the word that certainly reaches them.
      if (isHeard && !wasHeard) announce()
    }
  }

  const timer = setInterval(() => {
    if (people().some((participant) => dataOf(participant).length > 0 && !hearUs.has(participant))) announce()
  }, announceMs)
  room
    .on('participantConnected', (participant) => since.set(participant, Date.now()))
    .on('trackSubscribed', ({ kind }) => kind === 'data' && announce())
    .on('trackUnsubscribed', ({ kind }) => kind === 'data' && !isOver() && announce())
    .on('trackMessage', (data, { name }, participant) => {
      const key = keyOf(participant.sid)
      if (typeof data === 'string') name === reliableName && understand(data, participant)
      else if (key !== undefined && (name === reliableName || name === lossyName))
        tell({ type: 'message-received', participant: key, packet: new Uint8Array(data) })
    })

  return {
    async send(packet, options) {
      const bytes = packet as Uint8Array<ArrayBuffer>
      if (!options.reliable) return void lossy.send(bytes)
      // One after the other, so that none overtakes another.
      queue = queue.then(() => sendReliably(bytes))
      await queue
    },
    end: () => clearInterval(timer),
  }
}
