import type { ConnectionTaps } from './connection-recorder.ts'

export interface PacketRecorder {
  readonly taps: ConnectionTaps
  /** Forgets earlier packets and keeps those that come from now on. */
  start(): void
  /** How many kept packets hold that ASCII text in any encoding. */
  holding(text: string): Promise<number>
}

/** Keeps what reaches the page over data channels, WebSockets and EventSources, whether or not the page listens. */
export function recordPackets(): PacketRecorder {
  let kept: Promise<string>[] | null = null
  const keep = ({ data }: MessageEvent) => void kept?.push(binaryOf(data))
  const tapChannel = (channel: RTCDataChannel) => channel.addEventListener('message', keep)

  const create = RTCPeerConnection.prototype.createDataChannel
  RTCPeerConnection.prototype.createDataChannel = function (this: RTCPeerConnection, ...args) {
    const channel = create.apply(this, args)
    tapChannel(channel)
    return channel
  }
  return {
    taps: {
      peerConnection: (made) => made.addEventListener('datachannel', ({ channel }) => tapChannel(channel)),
      webSocket: (made) => made.addEventListener('message', keep),
      eventSource: (made) => made.addEventListener('message', keep),
    },
    start: () => {
      kept = []
    },
    holding: async (text) => {
      if (kept === null) throw new Error('Packets are not recorded.')
      const forms = formsOf(text)
      const packets = await Promise.all(kept)
      return packets.filter((packet) => forms.some((form) => packet.includes(form))).length
    },
  }
}

/** One character per byte. */
async function binaryOf(data: unknown): Promise<string> {
  const bytes =
    typeof data === 'string'
      ? new TextEncoder().encode(data)
      : new Uint8Array(await new Blob([data as ArrayBuffer | Blob]).arrayBuffer())
  let binary = ''
  // In pieces, because each byte is an argument.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return binary
}

/** What a text becomes on the way; base64 for each of the three places it can have in a group. */
function formsOf(text: string): string[] {
  const hexadecimal = [...text].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  const base64 = [0, 1, 2].map((before) =>
    btoa('.'.repeat(before) + text).slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6)),
  )
  return [text, hexadecimal, hexadecimal.toUpperCase(), [...text].join('\0'), ...base64]
}
