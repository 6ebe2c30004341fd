import type { MessagesFacet } from '../adapter/facet.ts'
import { onAbort } from '../error/on-abort.ts'
import { TelevidError } from '../error/televid-error.ts'
import { throwIfAborted } from '../error/throw-if-aborted.ts'
import { toTelevidError } from '../error/to-televid-error.ts'
import { chunkOffset, dataBytes, encodeFrame, maxMessageBytes, maxTopicBytes } from './message-framing.ts'

/** Packets handed to the transport and not yet taken by it. */
const windowPackets = 8
/** Chunked messages under way at one time; half of what a receiver reassembles per sender, so none is pushed out. */
const windowMessages = 8

export interface MessageSenderOptions {
  /** The facet of the session that is open, if one is. */
  readonly facet: () => MessagesFacet | undefined
  /** `limits.packetBytes` of the adapter, at least 256. */
  readonly packetBytes: number
  /** Whether the adapter has trait `bulkMessages`: then one packet may hold more than 64 KiB. */
  readonly bulk: boolean
}

export interface SendOptions {
  /** 1 to 64 bytes of UTF-8. Default `default`. */
  readonly topic?: string
  /** Presence keys of the receivers; absent for everybody. */
  readonly to?: readonly string[]
  /** Default `true`. A message that may be lost must fit in one packet. */
  readonly reliable?: boolean
  /** Stops the rest of the message; receivers then never see it. */
  readonly signal?: AbortSignal
}

interface Outgoing {
  readonly count: number
  /** Index of the next chunk to send, and how many the transport took. */
  next: number
  taken: number
  sendChunk(index: number): Promise<void>
  settle(error?: unknown): void
}

/**
 * Splits messages into packets. Messages take turns packet by packet, so a long one does not hold up a short one; among
 * themselves messages of one packet keep their order.
 */
export class MessageSender {
  readonly #options: MessageSenderOptions
  // A random start keeps ids apart when a transport hands a presence over to another sender.
  #id = Math.floor(Math.random() * 2 ** 32)
  /** Not settled, in the order of their turns. */
  readonly #messages = new Set<Outgoing>()
  #window = { used: 0 }

  constructor(options: MessageSenderOptions) {
    this.#options = options
  }

  /**
   * Sends bytes (a `Uint8Array`) or a JSON value, at most 65,536 bytes once encoded. Resolves when the transport took all
   * of it.
   *
   * @throws TelevidError `invalid-state` | `invalid-argument` | `message-too-large` | `message-invalid` | `message-failed` | `aborted`
   */
  async send(payload: unknown, options: SendOptions = {}): Promise<void> {
    const { topic = 'default', to = null, reliable = true, signal } = options
    throwIfAborted(signal)
    const { bulk, facet: open, packetBytes } = this.#options
    const facet = open()
    if (!facet) throw new TelevidError('invalid-state', 'No call is open. Join the room, then send.')
    if (to?.length === 0)
      throw new TelevidError('invalid-argument', 'The list of receivers is empty. Leave "to" out to reach everybody.')
    const topicBytes = new TextEncoder().encode(topic)
    if (!topic || topicBytes.length > maxTopicBytes || new TextDecoder().decode(topicBytes) !== topic)
      throw new TelevidError('message-invalid', `A topic is 1 to ${maxTopicBytes} bytes of UTF-8. Use a short word.`)
    const json = !isBytes(payload)
    const bytes = json ? encodeJson(payload) : payload.slice()
    const total = bytes.length
    const packetData = dataBytes(packetBytes, topicBytes.length)
    const limit = Math.max(reliable ? maxMessageBytes : 0, bulk || !reliable ? packetData : 0)
    if (total > limit)
      throw new TelevidError('message-too-large', `The message has ${total} bytes, over ${limit}. Send it in parts.`)
    this.#id = (this.#id + 1) >>> 0
    const frame = { json, reliable, id: this.#id, topic: topicBytes }
    const count = Math.max(1, Math.ceil(total / packetData))
    return new Promise((resolve, reject) => {
      const message: Outgoing = {
        count,
        next: 0,
        taken: 0,
        sendChunk(index) {
          const data = bytes.subarray(chunkOffset(total, count, index), chunkOffset(total, count, index + 1))
          return facet.send(encodeFrame({ ...frame, index, count, total, data }), { to, reliable })
        },
        settle: (error) => {
          release()
          this.#messages.delete(message)
          if (error) reject(error)
          else resolve()
        },
      }
      const release = onAbort(signal, message.settle)
      this.#messages.add(message)
      this.#pump()
    })
  }

  /** Ends every message under way, for when the session ends. Later sends use the next session's facet. */
  abort(
    error = new TelevidError('aborted', 'The room was left before the message was sent. Join again, then send.'),
  ): void {
    // Packets of a dead transport may never resolve: they keep the old window.
    this.#window = { used: 0 }
    for (const message of this.#messages) message.settle(error)
  }

  #pump(): void {
    while (this.#window.used < windowPackets) {
      const open = [...this.#messages].filter(({ next, count }) => next < count)
      const started = open.filter(({ next }) => next > 0).length
      const message = open.find(({ count, next }) => count === 1 || next > 0 || started < windowMessages)
      if (!message) return
      this.#messages.delete(message)
      this.#messages.add(message)
      void this.#send(message, this.#window)
    }
  }

  async #send(message: Outgoing, window: { used: number }): Promise<void> {
    window.used++
    try {
      await message.sendChunk(message.next++)
      if (++message.taken === message.count) message.settle()
    } catch (error) {
      message.settle(toTelevidError(error, 'message-failed', 'The transport did not take the message. Send it again.'))
    }
    window.used--
    this.#pump()
  }
}

/** Also true for a `Uint8Array` of another frame of the page. */
function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]'
}

function encodeJson(value: unknown): Uint8Array {
  let cause: unknown
  try {
    // These would silently become "{}".
    const opaque = ArrayBuffer.isView(value) || value instanceof ArrayBuffer
    const json = opaque ? undefined : JSON.stringify(value)
    if (json !== undefined) return new TextEncoder().encode(json)
  } catch (error) {
    cause = error
  }
  throw new TelevidError('message-invalid', 'The payload is neither a Uint8Array nor a JSON value. Convert it first.', {
    cause,
  })
}
