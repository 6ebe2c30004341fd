import type { Capabilities } from '../adapter/capability.ts'
import type { Clock } from '../clock.ts'
import { TelevidError } from '../error/televid-error.ts'
import { MessageReceiver, type ReceivedMessage } from '../messages/message-receiver.ts'
import { MessageSender } from '../messages/message-sender.ts'
import { Participant } from './participant.ts'
import { type SessionGuard, unsupported } from './session-guard.ts'

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
export class RoomMessages {
  readonly #keyOf: (participantId: string) => string | undefined
  readonly #receiver: MessageReceiver
  #guard: SessionGuard | null = null
  #sender: MessageSender | null = null

  constructor(options: {
    readonly clock: Clock
    readonly deliver: (message: ReceivedMessage) => void
    /** Presence key of a participant id. */
    readonly keyOf: (participantId: string) => string | undefined
  }) {
    this.#keyOf = options.keyOf
    this.#receiver = new MessageReceiver(options)
  }

  /**
   * Sends bytes or a JSON value of up to 64 KiB to others in the room; resolves when the transport took all of it. Not
   * echoed to the sender and not kept for late joiners.
   *
   * @throws TelevidError `unsupported` | `invalid-state` | `message-too-large` | `message-invalid` | `message-failed` | `aborted`
   */
  async send(payload: unknown, { to, ...options }: SendMessageOptions = {}): Promise<void> {
    if (this.#guard === null || this.#sender === null) {
      throw new TelevidError('invalid-state', 'Messages can be sent while the room is connected. Await join() first.')
    }
    const { capabilities } = this.#guard
    this.#guard.facet('messages')
    this.#require(capabilities, 'targetedMessages', to === undefined)
    this.#require(capabilities, 'lossyMessages', options.reliable !== false)
    await this.#sender.send(
      payload,
      to === undefined ? options : { ...options, to: to.map((receiver) => this.#resolve(receiver)) },
    )
  }

  sessionStarted(guard: SessionGuard): void {
    const { limits, bulkMessages } = guard.capabilities
    this.#guard = guard
    this.#sender = new MessageSender({
      facet: () => guard.session.messages,
      packetBytes: limits.packetBytes,
      bulk: bulkMessages.support !== 'none',
    })
  }

  sessionEnded(): void {
    this.#sender?.abort()
    this.#receiver.clear()
    this.#sender = null
    this.#guard = null
  }

  receive(from: string, packet: Uint8Array): void {
    this.#receiver.receive(from, packet)
  }

  senderLeft(key: string): void {
    this.#receiver.senderLeft(key)
  }

  #require(capabilities: Capabilities, trait: 'targetedMessages' | 'lossyMessages', unneeded: boolean): void {
    if (!unneeded && capabilities[trait].support === 'none') throw unsupported('of this room', trait)
  }

  #resolve(receiver: Participant | string): string {
    const key = this.#keyOf(receiver instanceof Participant ? receiver.id : receiver)
    if (key !== undefined) return key
    throw new TelevidError(
      'invalid-argument',
      'One of the receivers is not in the room. Take them from room.participants.',
    )
  }
}
