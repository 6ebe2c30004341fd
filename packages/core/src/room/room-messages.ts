import type { Clock } from '../clock.ts'
import { TelevidError } from '../error/televid-error.ts'
import { MessageReceiver } from '../messages/message-receiver.ts'
import { MessageSender } from '../messages/message-sender.ts'
import { ParkedPackets } from '../messages/parked-packets.ts'
import type { Participant } from './participant.ts'
import type { RoomMessage } from './room-event-map.ts'
import type { SessionGuard } from './session-guard.ts'

export interface SendMessageOptions {
  /** 1 to 64 bytes of UTF-8. Default `default`. */
  readonly topic?: string
  /** Receivers, by object or id; nobody else gets the bytes. Default: everybody. */
  readonly to?: readonly (Participant | string)[]
  /** Default `true`. A message that may be lost must fit in one packet of the provider. */
  readonly reliable?: boolean
  readonly signal?: AbortSignal
}

/** Messages of one room, over whatever session is open. */
export interface RoomMessages {
  /**
   * Sends bytes or a JSON value of up to 64 KiB to others in the room; resolves when the transport took all of it. Not
   * echoed to the sender and not kept for late joiners. It reaches others after their `participantJoined` for the sender.
   *
   * @throws TelevidError `unsupported` | `invalid-state` | `message-too-large` | `message-invalid` | `message-failed` | `aborted`
   */
  send(payload: unknown, options?: SendMessageOptions): Promise<void>
}

export interface RoomMessagesOptions {
  readonly clock: Clock
  readonly deliver: (message: RoomMessage) => void
  /** Presence key of a participant. */
  readonly keyOf: (participant: Participant | string) => string | undefined
  /** Somebody the app has been told of; `null` once they left, `undefined` before they came. */
  readonly participantOf: (key: string) => Participant | null | undefined
}

export function createRoomMessages(options: RoomMessagesOptions) {
  const { participantOf } = options
  const parked = new ParkedPackets()
  const receiver = new MessageReceiver({
    clock: options.clock,
    deliver: ({ from, ...message }) => {
      const participant = participantOf(from)
      if (participant) options.deliver({ participant, ...message })
    },
  })
  let open: { readonly guard: SessionGuard; readonly sender: MessageSender } | null = null

  const resolve = (participant: Participant | string): string => {
    const key = options.keyOf(participant)
    if (key !== undefined) return key
    throw new TelevidError('invalid-argument', 'A receiver is not in the room. Take them from room.participants.')
  }
  const messages: RoomMessages = {
    async send(payload, { to, ...rest } = {}) {
      if (!open) {
        throw new TelevidError('invalid-state', 'No call is open. Join the room, then send.')
      }
      const { facet, refusalOf } = open.guard
      facet('messages')
      const refusal =
        (to && refusalOf('targetedMessages')) || (rest.reliable === false ? refusalOf('lossyMessages') : null)
      if (refusal) throw refusal
      await open.sender.send(payload, to ? { ...rest, to: to.map(resolve) } : rest)
    },
  }
  return {
    messages,
    /** Takes one packet. One that comes before its sender is announced waits. */
    receive(from: string, packet: Uint8Array): void {
      const participant = participantOf(from)
      if (participant) receiver.receive(from, packet)
      else if (participant === undefined) parked.park(from, packet)
    },
    /** Somebody was announced, or left. */
    rosterChanged(): void {
      for (const from of parked.senders) {
        const participant = participantOf(from)
        if (participant === undefined) continue
        for (const packet of parked.take(from)) if (participant) receiver.receive(from, packet)
      }
    },
    senderLeft: (from: string) => receiver.senderLeft(from),
    sessionStarted(guard: SessionGuard): void {
      const { limits, bulkMessages } = guard.capabilities
      const sender = new MessageSender({
        facet: () => guard.session.messages,
        packetBytes: limits.packetBytes,
        bulk: bulkMessages.support !== 'none',
      })
      open = { guard, sender }
    },
    sessionEnded(): void {
      open?.sender.abort()
      open = null
      receiver.clear()
      parked.clear()
    },
  }
}
