import { randomUUID } from 'node:crypto'
import type { RTCDataChannel, RTCPeerConnection } from 'werift'
import { z } from 'zod'
import type { IceState, PeerConnectionState } from './rsp-message.ts'

/** What a page asks for in `media_signaling`, by options of `connect` (`createMediaSignalingPayload` in `lib/util/index.js`). */
export type ChannelName =
  | 'active_speaker'
  | 'network_quality'
  | 'render_hints'
  | 'track_priority'
  | 'track_switch_off'
  | 'publisher_hints'
  | 'extension_transcriptions'

export interface ChannelMessage {
  readonly type: string
  readonly [field: string]: unknown
}

const message = z.looseObject({ type: z.string() })

/**
 * A peer connection between one page and this process, with a data channel for each thing the page asked for: the SDK takes
 * them from nowhere else (`lib/signaling/v2/mediasignaling.js`). The page offers its media over it too; that offer stays
 * without an answer, and no media come here.
 */
export class MediaChannels {
  readonly id: string = `media-signaling-${randomUUID()}`
  /** Set by whoever wants to hear what the page says. */
  onMessage: (channel: ChannelName, message: ChannelMessage) => void = () => {}
  readonly #connection: RTCPeerConnection
  readonly #channels: ReadonlyMap<ChannelName, RTCDataChannel>
  readonly #offer: string
  readonly #ice: IceState
  /** Open on both sides. */
  readonly #ready: Set<ChannelName> = new Set()
  readonly #waiting: [ChannelName, ChannelMessage][] = []
  #answered = false

  private constructor(
    connection: RTCPeerConnection,
    channels: ReadonlyMap<ChannelName, RTCDataChannel>,
    offer: string,
    ice: IceState,
  ) {
    this.#connection = connection
    this.#channels = channels
    this.#offer = offer
    this.#ice = ice
    for (const [name, channel] of channels) {
      channel.onMessage.subscribe((data) => {
        const said = message.safeParse(JSON.parse(String(data)))
        if (said.data?.type === 'ready') this.#start(name)
        else if (said.success) this.onMessage(name, said.data)
      })
    }
  }

  static async open(names: readonly string[]): Promise<MediaChannels> {
    const { RTCPeerConnection } = await import('werift')
    const connection = new RTCPeerConnection({
      iceServers: [],
      // This machine alone.
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceUseIpv6: false,
    })
    const channels = new Map(names.map((name) => [name as ChannelName, connection.createDataChannel(name)]))
    // Resolves once all candidates of this machine are in the description.
    await connection.setLocalDescription(await connection.createOffer())
    const sdp = connection.localDescription?.sdp ?? ''
    const candidates = [...sdp.matchAll(/^a=(candidate:.*)$/gm)].map(([, candidate = '']) => ({
      candidate,
      sdpMid: '0',
      sdpMLineIndex: 0,
    }))
    const ufrag = /^a=ice-ufrag:(.*)$/m.exec(sdp)?.[1] ?? ''
    return new MediaChannels(connection, channels, sdp, { ufrag, revision: 1, candidates, complete: true })
  }

  /** For `connected` and `synced`. */
  signaling(): Record<string, { transport: { type: 'data-channel'; label: string } }> {
    return Object.fromEntries(
      [...this.#channels.keys()].map((name) => [name, { transport: { type: 'data-channel' as const, label: name } }]),
    )
  }

  connection(): PeerConnectionState {
    return { id: this.id, description: { type: 'offer', revision: 1, sdp: this.#offer }, ice: this.#ice }
  }

  receive({ description, ice }: PeerConnectionState): void {
    if (description?.type === 'answer' && !this.#answered && description.sdp !== undefined) {
      this.#answered = true
      void this.#connection.setRemoteDescription({ type: 'answer', sdp: description.sdp })
    }
    for (const candidate of ice?.candidates ?? [])
      void this.#connection.addIceCandidate(candidate).catch(() => {
        // One of a round that was never answered.
      })
  }

  /** Waits for the channel to open; nothing happens if the page did not ask for it. */
  send(name: ChannelName, said: ChannelMessage): void {
    if (this.#ready.has(name)) this.#channels.get(name)?.send(JSON.stringify(said))
    else if (this.#channels.has(name)) this.#waiting.push([name, said])
  }

  close(): void {
    void this.#connection.close()
  }

  #start(started: ChannelName): void {
    this.#ready.add(started)
    const waiting = this.#waiting.splice(0)
    for (const [name, said] of waiting) this.send(name, said)
  }
}
