import type { Clock } from '../clock.ts'
import { chunkOffset, decodeFrame, type MessageFrame } from './message-framing.ts'

/** Since the last chunk of an unfinished message. */
const timeoutMs = 10_000
/** Unfinished messages of one sender; twice what a sender of this package has under way. */
const senderMessages = 16
/** Memory for unfinished messages of one sender and of all, in bytes. */
const senderBytes = 1_114_112
const totalBytes = 16_777_216
/** Finished message ids remembered per sender, against duplicates. */
const rememberedIds = 256

/** A whole message. */
export interface ReceivedMessage {
  /** Presence key of the sender, as the transport told it. */
  readonly from: string
  readonly topic: string
  readonly kind: 'json' | 'bytes'
  /** A `Uint8Array` for `bytes`, the parsed value for `json`: check its shape, it comes from another browser. */
  readonly payload: unknown
}

export interface MessageReceiverOptions {
  readonly clock: Clock
  readonly deliver: (message: ReceivedMessage) => void
}

interface Partial {
  readonly frame: MessageFrame
  readonly bytes: Uint8Array
  readonly seen: Uint8Array
  readonly cost: number
  missing: number
  cancel: () => void
}

interface Sender {
  /** By message id; the one that was touched last is at the end. */
  readonly partials: Map<number, Partial>
  readonly finished: Set<number>
  cost: number
}

/**
 * Puts packets back together. Whatever a sender does costs only that sender: over its caps its own oldest unfinished
 * message is dropped, and over the cap of all, the oldest one of whoever holds most.
 */
export class MessageReceiver {
  readonly #clock: Clock
  readonly #deliver: (message: ReceivedMessage) => void
  readonly #senders = new Map<string, Sender>()
  #cost = 0

  constructor({ clock, deliver }: MessageReceiverOptions) {
    this.#clock = clock
    this.#deliver = deliver
  }

  /** Bytes held for unfinished messages. */
  get heldBytes(): number {
    return this.#cost
  }

  /** Takes one packet of somebody who is in the room. A packet that is malformed, repeated or does not fit is dropped. */
  receive(from: string, packet: Uint8Array): void {
    const frame = decodeFrame(packet)
    if (frame === null) return
    let sender = this.#senders.get(from)
    if (sender === undefined) {
      sender = { partials: new Map(), finished: new Set(), cost: 0 }
      this.#senders.set(from, sender)
    }
    if (sender.finished.has(frame.id)) return
    if (frame.count === 1) this.#finish(from, sender, frame, frame.data.slice())
    else this.#addChunk(from, sender, frame)
  }

  /** Forgets a participant who left. */
  senderLeft(from: string): void {
    const sender = this.#senders.get(from)
    for (const id of sender?.partials.keys() ?? []) this.#drop(sender, id)
    this.#senders.delete(from)
  }

  /** Forgets everybody, for when the session ends. */
  clear(): void {
    for (const from of this.#senders.keys()) this.senderLeft(from)
  }

  #addChunk(from: string, sender: Sender, frame: MessageFrame): void {
    const { id, index, count, total, data } = frame
    let partial = sender.partials.get(id)
    if (partial === undefined) {
      const cost = total + count
      while (sender.partials.size >= senderMessages || sender.cost + cost > senderBytes) this.#dropOldest(sender)
      while (this.#cost + cost > totalBytes) this.#dropOldest(this.#heaviest())
      partial = {
        // The views into the packet would keep the transport's buffer alive.
        frame: { ...frame, topic: frame.topic.slice(), data: new Uint8Array(0) },
        bytes: new Uint8Array(total),
        seen: new Uint8Array(count),
        cost,
        missing: count,
        cancel: () => {},
      }
      sender.cost += cost
      this.#cost += cost
    } else if (partial.frame.count !== count || partial.frame.total !== total || partial.seen[index] === 1) return
    partial.seen[index] = 1
    partial.bytes.set(data, chunkOffset(total, count, index))
    partial.cancel()
    partial.cancel = this.#clock.after(timeoutMs, () => this.#drop(sender, id))
    sender.partials.delete(id)
    sender.partials.set(id, partial)
    if (--partial.missing > 0) return
    this.#drop(sender, id)
    this.#finish(from, sender, partial.frame, partial.bytes)
  }

  #finish(from: string, { finished }: Sender, { id, json, topic }: MessageFrame, bytes: Uint8Array): void {
    finished.add(id)
    const [oldest] = finished
    if (oldest !== undefined && finished.size > rememberedIds) finished.delete(oldest)
    const message = decode(from, json, topic, bytes)
    if (message !== null) this.#deliver(message)
  }

  #heaviest(): Sender | undefined {
    let heaviest: Sender | undefined
    for (const sender of this.#senders.values()) if (sender.cost > (heaviest?.cost ?? 0)) heaviest = sender
    return heaviest
  }

  #dropOldest(sender: Sender | undefined): void {
    const [oldest] = sender?.partials.keys() ?? []
    if (oldest !== undefined) this.#drop(sender, oldest)
  }

  #drop(sender: Sender | undefined, id: number): void {
    const partial = sender?.partials.get(id)
    if (sender === undefined || partial === undefined) return
    partial.cancel()
    sender.partials.delete(id)
    sender.cost -= partial.cost
    this.#cost -= partial.cost
  }
}

function decode(from: string, json: boolean, topic: Uint8Array, bytes: Uint8Array): ReceivedMessage | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return {
      from,
      topic: text.decode(topic),
      kind: json ? 'json' : 'bytes',
      payload: json ? JSON.parse(text.decode(bytes)) : bytes,
    }
  } catch {
    return null
  }
}
