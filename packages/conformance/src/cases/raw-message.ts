/** A packet as core's own framing makes it (message-framing.ts of core), or nearly so: what is wrong in it is asked for. */
export interface RawMessage {
  readonly id: number
  readonly topic: string
  readonly payload: Uint8Array
  /** Default 0 of 1: the whole message in one packet. */
  readonly index?: number
  readonly count?: number
  /** Length of the whole message; default that of `payload`. */
  readonly total?: number
  /** Default: version 1, JSON, reliable. */
  readonly flags?: number
}

export function rawMessage({ id, topic, payload, index = 0, count = 1, total, flags = 0x13 }: RawMessage): Uint8Array {
  const name = new TextEncoder().encode(topic)
  const packet = new Uint8Array(14 + name.length + payload.length)
  const view = new DataView(packet.buffer)
  view.setUint8(0, flags)
  view.setUint32(1, id)
  view.setUint16(5, index)
  view.setUint16(7, count)
  view.setUint32(9, total ?? payload.length)
  view.setUint8(13, name.length)
  packet.set(name, 14)
  packet.set(payload, 14 + name.length)
  return packet
}

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
