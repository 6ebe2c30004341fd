/** An encoded frame of video before and after what the page does to it; both as long as what is compared. */
export interface EncodedFrame {
  readonly before: readonly number[]
  readonly after: readonly number[]
}

interface EncodedChunk {
  readonly timestamp: number
  readonly data: ArrayBuffer
}
interface EncodedStreams {
  readonly readable: ReadableStream<EncodedChunk>
  readonly writable: WritableStream<EncodedChunk>
}

const keptFrames = 20
/** Of each frame. A first few bytes stay readable by design, so that a server can forward them; very small ones say nothing. */
const [skippedBytes, fewestBytes, mostBytes] = [32, 64, 256]

/**
 * Looks at both ends of every transform that the page puts between its encoder and the wire through `createEncodedStreams`
 * (https://w3c.github.io/webrtc-encoded-transform/, in Chromium). A transform that was set in any other way is not seen.
 */
export function recordFrames(): { frames(): readonly EncodedFrame[] } {
  const before = new Map<number, readonly number[]>()
  const frames: EncodedFrame[] = []
  const prototype = globalThis.RTCRtpSender?.prototype as { createEncodedStreams?: () => EncodedStreams } | undefined
  const create = prototype?.createEncodedStreams
  if (!prototype || !create) return { frames: () => frames }

  const look = (see: (chunk: EncodedChunk) => void) =>
    new TransformStream<EncodedChunk, EncodedChunk>({
      transform(chunk, controller) {
        if (frames.length < keptFrames) see(chunk)
        controller.enqueue(chunk)
      },
    })
  const bytes = ({ data }: EncodedChunk) => [...new Uint8Array(data).slice(skippedBytes, skippedBytes + mostBytes)]
  prototype.createEncodedStreams = function (this: RTCRtpSender) {
    const { readable, writable } = create.call(this)
    if (this.track?.kind !== 'video') return { readable, writable }
    const encoded = look((chunk) => {
      const part = bytes(chunk)
      if (part.length >= fewestBytes) before.set(chunk.timestamp, part)
    })
    const sent = look((chunk) => {
      const part = before.get(chunk.timestamp)
      before.delete(chunk.timestamp)
      if (part) frames.push({ before: part, after: bytes(chunk) })
    })
    void sent.readable.pipeTo(writable).catch(() => {})
    return { readable: readable.pipeThrough(encoded), writable: sent.writable }
  }
  return { frames: () => frames }
}
