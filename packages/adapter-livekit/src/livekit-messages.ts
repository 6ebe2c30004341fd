import { type MessagesFacet, TelevidError } from '@televid/core/adapter'
import type { RemoteParticipant, Room } from 'livekit-client'
import type { LivekitRoster } from './livekit-roster.ts'
import type { LivekitSdk } from './livekit-sdk.ts'

/** LiveKit's own topic of our packets, so that other data in the room is not taken for them. */
export const livekitTopic = 'televid'

/** How long a receiver may take to be ready before a packet goes out all the same. */
const readyMs = 5000
/** Packets kept of senders who are not announced yet. */
const maxEarly = 256

export function createLivekitMessages(sdk: LivekitSdk, room: Room, roster: LivekitRoster): MessagesFacet {
  const { DataReceived, ParticipantConnected } = sdk.RoomEvent
  /** Packets by the identity of a sender who is not announced yet, oldest first. */
  const early = new Map<string, Uint8Array[]>()
  const receive = (packet: Uint8Array, participant: RemoteParticipant) =>
    roster.tell({ type: 'message-received', participant: roster.keyOf(participant), packet })
  room
    .on(DataReceived, (packet, participant, _kind, topic, _encryption, identity) => {
      if (topic !== livekitTopic) return
      if (participant) receive(packet, participant)
      // The server announces those who publish nothing up to 3 s late (`subscriberUpdateInterval`, pkg/rtc/room.go).
      else if (identity && [...early.values()].flat().length < maxEarly)
        early.set(identity, [...(early.get(identity) ?? []), packet])
    })
    .on(ParticipantConnected, (participant) => {
      for (const packet of early.get(participant.identity) ?? []) receive(packet, participant)
      early.delete(participant.identity)
    })
  return {
    async send(packet, { to, reliable }) {
      const receivers = to?.map((key) => {
        const receiver = roster.participantOf(key)
        if (!receiver)
          throw new TelevidError('message-failed', 'A receiver is no longer here. Send it to those who are.', {
            provider: 'livekit',
          })
        return receiver
      })
      // Whoever has just come misses even reliable data until their transport is up (livekit/livekit#3049).
      const late = (receivers ?? [...room.remoteParticipants.values()]).filter(({ isActive }) => !isActive)
      if (reliable && late.length > 0) {
        const signal = AbortSignal.timeout(readyMs)
        const patience = new Promise((resolve) => signal.addEventListener('abort', resolve))
        await Promise.race([Promise.all(late.map((participant) => participant.waitUntilActive())), patience])
      }
      await room.localParticipant.publishData(packet as Uint8Array<ArrayBuffer>, {
        reliable,
        topic: livekitTopic,
        ...(receivers && { destinationIdentities: receivers.map(({ identity }) => identity) }),
      })
    },
  }
}
