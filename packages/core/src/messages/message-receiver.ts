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
  readonly bytes: Uint8Array
  /** 1 for each chunk that has arrived. */
  readonly seen: Uint8Array
  missing: number
  cancel: () => void
}

interface Sender {
  /** By message id; the one that was touched last is at the end. */
  readonly partials: Map<number, Partial>
  readonly finished: Set<number>
  /** Bytes of its partials. */
  held: number
}

/**
 * Puts packets back together. Whatever a sender does costs only that sender: over its caps its own oldest unfinished
 * message is dropped, and over the cap of all, the oldest one of whoever holds most.
 */
export class MessageReceiver {
  readonly #clock: Clock
  readonly #deliver: (message: ReceivedMessage) => void
  readonly #senders = new Map<string, Sender>()
  #held = 0

  constructor({ clock, deliver }: MessageReceiverOptions) {
    this.#clock = clock
    this.#deliver = deliver
  }

  /** Bytes held for unfinished messages. */
  get heldBytes(): number {
    return this.#held
  }

  /** Takes one packet of somebody who is in the room. A packet that is malformed, repeated or does not fit is dropped. */
  receive(from: string, packet: Uint8Array): void {
    const frame = decodeFrame(packet)
    if (!frame) return
    const sender = this.#senders.get(from) ?? { partials: new Map(), finished: new Set(), held: 0 }
    this.#senders.set(from, sender)
    if (sender.finished.has(frame.id)) return
    const bytes = frame.count === 1 ? frame.data.slice() : this.#addChunk(sender, frame)
    if (bytes) this.#finish(from, sender, frame, bytes)
  }

  /** Forgets a participant who left. */
  senderLeft(from: string): void {
    const sender = this.#senders.get(from)
    if (sender) for (const id of sender.partials.keys()) this.#drop(sender, id)
    this.#senders.delete(from)
  }

  /** Forgets everybody, for when the session ends. */
  clear(): void {
    for (const from of this.#senders.keys()) this.senderLeft(from)
  }

  /** Returns the whole payload once its last chunk is here. */
  #addChunk(sender: Sender, { id, index, count, total, data }: MessageFrame): Uint8Array | undefined {
    const known = sender.partials.get(id)
    if (!known) this.#makeRoom(sender, total + count)
    else if (known.seen.length !== count || known.bytes.length !== total || known.seen[index] === 1) return undefined
    const partial = known ?? {
      bytes: new Uint8Array(total),
      seen: new Uint8Array(count),
      missing: count,
      cancel: () => {},
    }
    this.#drop(sender, id)
    partial.seen[index] = 1
    partial.bytes.set(data, chunkOffset(total, count, index))
    if (--partial.missing === 0) return partial.bytes
    partial.cancel = this.#clock.after(timeoutMs, () => this.#drop(sender, id))
    sender.partials.set(id, partial)
    this.#hold(sender, total + count)
    return undefined
  }

  #makeRoom(sender: Sender, bytes: number): void {
    while (sender.partials.size >= senderMessages || sender.held + bytes > senderBytes) this.#dropOldest(sender)
    while (this.#held + bytes > totalBytes) {
      this.#dropOldest([...this.#senders.values()].reduce((most, other) => (other.held > most.held ? other : most)))
    }
  }

  #dropOldest(sender: Sender): void {
    const [oldest] = sender.partials.keys()
    if (oldest !== undefined) this.#drop(sender, oldest)
  }

  #drop(sender: Sender, id: number): void {
    const partial = sender.partials.get(id)
    if (!partial) return
    partial.cancel()
    sender.partials.delete(id)
    this.#hold(sender, -partial.bytes.length - partial.seen.length)
  }

  #hold(sender: Sender, bytes: number): void {
    sender.held += bytes
    this.#held += bytes
  }

  #finish(from: string, { finished }: Sender, { id, json, topic }: MessageFrame, bytes: Uint8Array): void {
    finished.add(id)
    const [oldest] = finished
    if (oldest !== undefined && finished.size > rememberedIds) finished.delete(oldest)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    let message: ReceivedMessage
    try {
      message = {
        from,
        topic: text.decode(topic),
        kind: json ? 'json' : 'bytes',
        payload: json ? JSON.parse(text.decode(bytes)) : bytes,
      }
    } catch {
      return
    }
    this.#deliver(message)
  }
}
