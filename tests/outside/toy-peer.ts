import type { FactSink } from '@televid/core/adapter'
import type { ToyLine, ToySignal } from './toy-line.ts'
import { kindOf, type ToySource, type ToySourceStates, toySources } from './toy-sources.ts'

export interface ToyPeerOptions {
  readonly self: string
  /** Of the other: one per stay, so it makes good keys. */
  readonly id: string
  readonly line: ToyLine
  readonly sink: FactSink
  readonly sources: ToySourceStates
}

/** The connection to one other: a voice and a picture in each direction, the smaller id makes the only offer. */
export class ToyPeer {
  readonly #options: ToyPeerOptions
  readonly #connection = new RTCPeerConnection()
  #remote: ToySourceStates
  #sent: Partial<Record<ToySource, MediaStreamTrack | null>> = {}
  #last: Promise<void> = Promise.resolve()

  constructor(options: ToyPeerOptions) {
    this.#options = options
    this.#remote = options.sources
    this.#connection.onicecandidate = ({ candidate }) => {
      if (candidate) this.#tell({ candidate: candidate.toJSON() })
    }
    if (options.self < options.id) {
      for (const source of toySources) this.#connection.addTransceiver(kindOf[source])
      this.#next(() => this.#describe())
    }
  }

  /** Sends exactly these; resolves when the senders have them. */
  send(tracks: Record<ToySource, MediaStreamTrack | null>): Promise<void> {
    this.#sent = tracks
    return this.#next(() => this.#replace())
  }

  receive({ description, candidate }: ToySignal): void {
    void this.#next(async () => {
      if (candidate) return this.#connection.addIceCandidate(candidate)
      if (!description) return
      await this.#connection.setRemoteDescription(description)
      if (description.type === 'offer') {
        for (const transceiver of this.#connection.getTransceivers()) transceiver.direction = 'sendrecv'
        await this.#replace()
        await this.#describe()
      }
      this.report()
    })
  }

  setRemote(sources: ToySourceStates): void {
    this.#remote = sources
    this.report()
  }

  report(): void {
    const { id, sink } = this.#options
    for (const source of toySources) {
      const media = this.#transceiver(source)?.receiver.track ?? null
      const muted = !this.#remote[source]
      sink({
        type: 'track-present',
        track: `${id}:${source}`,
        participant: id,
        source,
        kind: kindOf[source],
        muted,
        media,
      })
    }
  }

  close(): void {
    this.#connection.close()
  }

  async #describe(): Promise<void> {
    await this.#connection.setLocalDescription()
    const { type, sdp } = this.#connection.localDescription ?? {}
    if (type && sdp) this.#tell({ description: { type, sdp } })
  }

  async #replace(): Promise<void> {
    for (const source of toySources) {
      await this.#transceiver(source)?.sender.replaceTrack(this.#sent[source] ?? null)
    }
  }

  #transceiver(source: ToySource): RTCRtpTransceiver | undefined {
    return this.#connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kindOf[source])
  }

  #tell(signal: ToySignal): void {
    const { line, id } = this.#options
    line.post('signal', { to: id, signal }).catch(() => {})
  }

  /** One after the other; what is under way when the connection closes fails, and is no concern any more. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch(() => {})
    return this.#last
  }
}
