/**
 * Wire format of one packet, big-endian, 14 bytes and the topic before the data:
 *
 * | offset | bytes | field |
 * |---|---|---|
 * | 0 | 1 | version (high 4 bits, now 1) and flags (1: JSON, 2: reliable) |
 * | 1 | 4 | message id, unique per sender |
 * | 5 | 2 | chunk index |
 * | 7 | 2 | chunk count, at least 1 |
 * | 9 | 4 | total length of the payload |
 * | 13 | 1 | length of the topic, at most 64 |
 * | 14 | n | topic, UTF-8 |
 *
 * The sender splits evenly: every chunk but the last holds `ceil(total / count)` bytes. So a receiver knows the place and
 * the exact length of every chunk from its header alone, and refuses a packet that does not fit.
 */
export interface MessageFrame {
  readonly json: boolean
  readonly reliable: boolean
  /** 0..2^32-1 */
  readonly id: number
  readonly index: number
  readonly count: number
  readonly total: number
  readonly topic: Uint8Array
  readonly data: Uint8Array
}

/** Largest message that works on every adapter, in bytes. */
export const maxMessageBytes = 65_536
/** Longest topic, in bytes of UTF-8. */
export const maxTopicBytes = 64

const version = 1
const headerBytes = 14

/** Bytes of payload that fit in one packet beside the header and a topic of `topicBytes`. */
export function dataBytes(packetBytes: number, topicBytes: number): number {
  return packetBytes - headerBytes - topicBytes
}

/** Start of a chunk in the payload; for `index + 1` its end. */
export function chunkOffset(total: number, count: number, index: number): number {
  return Math.min(total, Math.ceil(total / count) * index)
}

export function encodeFrame({ json, reliable, id, index, count, total, topic, data }: MessageFrame): Uint8Array {
  const packet = new Uint8Array(headerBytes + topic.length + data.length)
  const view = new DataView(packet.buffer)
  view.setUint8(0, (version << 4) | (json ? 1 : 0) | (reliable ? 2 : 0))
  view.setUint32(1, id)
  view.setUint16(5, index)
  view.setUint16(7, count)
  view.setUint32(9, total)
  view.setUint8(13, topic.length)
  packet.set(topic, headerBytes)
  packet.set(data, headerBytes + topic.length)
  return packet
}

/** Reads a packet; `topic` and `data` are views into it. `null` for anything that the format above does not allow. */
export function decodeFrame(packet: Uint8Array): MessageFrame | null {
  if (packet.length < headerBytes) return null
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length)
  const flags = view.getUint8(0)
  const topicEnd = headerBytes + view.getUint8(13)
  const frame = {
    json: (flags & 1) > 0,
    reliable: (flags & 2) > 0,
    id: view.getUint32(1),
    index: view.getUint16(5),
    count: view.getUint16(7),
    total: view.getUint32(9),
    topic: packet.subarray(headerBytes, topicEnd),
    data: packet.subarray(topicEnd),
  }
  const { index, count, total } = frame
  const valid =
    flags >> 2 === version << 2 &&
    topicEnd <= Math.min(packet.length, headerBytes + maxTopicBytes) &&
    index < count &&
    // In one piece any size is legal: the transport has set its limit already. Reassembly is for messages up to 64 KiB.
    (count === 1 || total <= maxMessageBytes) &&
    // Every chunk holds something, except that an empty payload is one empty chunk.
    (count === 1 || chunkOffset(total, count, count - 1) < total) &&
    frame.data.length === chunkOffset(total, count, index + 1) - chunkOffset(total, count, index)
  return valid ? frame : null
}
