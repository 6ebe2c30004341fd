/** Memory for the packets of one sender and of all, in bytes, and what a packet counts at least. */
const senderBytes = 262_144
const totalBytes = 4_194_304
const leastBytes = 256

interface Sender {
  readonly packets: Uint8Array[]
  bytes: number
}

/**
 * Packets of people who are not announced yet; they wait, as early tracks do. What does not fit any more of one sender is
 * dropped; over the cap of all, those who wrote first are.
 */
export class ParkedPackets {
  /** In the order of their first packets. */
  readonly #senders = new Map<string, Sender>()
  #bytes = 0

  get senders(): readonly string[] {
    return [...this.#senders.keys()]
  }

  park(from: string, packet: Uint8Array): void {
    const sender = this.#senders.get(from) ?? { packets: [], bytes: 0 }
    const bytes = Math.max(packet.length, leastBytes)
    if (sender.bytes + bytes > senderBytes) return
    sender.packets.push(packet.slice())
    sender.bytes += bytes
    this.#bytes += bytes
    this.#senders.set(from, sender)
    for (const first of this.#senders.keys()) {
      if (this.#bytes <= totalBytes) return
      this.take(first)
    }
  }

  /** Hands over what waits of one sender, in order. */
  take(from: string): readonly Uint8Array[] {
    const sender = this.#senders.get(from)
    if (!sender) return []
    this.#senders.delete(from)
    this.#bytes -= sender.bytes
    return sender.packets
  }

  clear(): void {
    this.#senders.clear()
    this.#bytes = 0
  }
}
