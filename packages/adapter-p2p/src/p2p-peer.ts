import { type Fact, type FactSink, isSteadySource, type MediaKind, type Source } from '@televid/core/adapter'
import type { P2pChannelSignal, P2pPeer as P2pPeerInfo, P2pPeerSignal, P2pSource } from '@televid/core/protocol'
import { mapP2pStats } from './map-p2p-stats.ts'
import { p2pCapabilities } from './p2p-capabilities.ts'
import { sendOnP2pChannel } from './p2p-channel.ts'
import type { P2pLocalSource } from './p2p-local-source.ts'
import { parseP2pChannelSignal } from './parse-p2p-signal.ts'

/** Silence on the control channel after which it no longer counts as a way to reach the peer, ms. */
const staleAfterMs = 2500
/** A connection that is down this long gets an ICE restart, and another at each `retryMs`. */
const restartAfterMs = 2000
const retryMs = 5000
/** The first connection of a pair may take this long before it counts as lost; one that worked before, `lostAfterMs`. */
const connectWithinMs = 15_000
const lostAfterMs = 5000
const maxPendingCandidates = 64

export interface P2pPeerOptions {
  readonly self: P2pPeerInfo
  readonly remote: P2pPeerInfo
  /** Unique within the session: a presence that is connected to a second time has new track keys. */
  readonly serial: number
  readonly configuration: RTCConfiguration
  /** Live: read again at each `publish()`. */
  readonly sources: ReadonlyMap<Source, P2pLocalSource>
  readonly sink: FactSink
  /** Sends through the server. */
  readonly relay: (payload: P2pPeerSignal) => void
  readonly onGoodbye: () => void
  readonly onConnectionChange: () => void
  readonly warn: (code: string, message: string) => void
}

/** A transceiver, used by both sides; kept when its source goes off so that the next one needs no negotiation. */
interface Slot {
  readonly transceiver: RTCRtpTransceiver
  readonly kind: MediaKind
  source: Source | null
  /** Last track asked for; `sender.track` lags behind while a `replaceTrack` is queued. */
  track: MediaStreamTrack | null
}

/** Age of a `getSynchronizationSources()` timestamp, which counts from the Unix epoch. */
const ageMs = (timestamp: number) => performance.timeOrigin + performance.now() - timestamp

export type P2pPeer = ReturnType<typeof openP2pPeer>

/**
 * Our connection to one other presence: negotiation, trickle, ICE restart, the state of both sides' sources, three data
 * channels.
 *
 * The side with the smaller id makes every offer, so that offers never collide. Perfect negotiation (W3C webrtc 1.0,
 * section 10.7) would let both offer and roll one back, but after a rollback Chromium 156 often shows no further frame of
 * a remote video although it decodes them. The first offer has a transceiver for audio and one for video, so that the
 * first camera and microphone of either side need no negotiation; a source without a `mid` asks for another. Negotiation,
 * slots and channels share the state of one connection, hence one long file.
 */
export function openP2pPeer(options: P2pPeerOptions) {
  const { self, remote, sources: local, sink, warn } = options
  const offers = self.peer < remote.peer
  const pc = new RTCPeerConnection(options.configuration)
  const ended = new AbortController()
  const channel = (id: number, init: RTCDataChannelInit = {}) => {
    const opened = pc.createDataChannel(`televid-${id}`, { negotiated: true, id, ...init })
    opened.binaryType = 'arraybuffer'
    return opened
  }
  const control = channel(0)
  const reliable = channel(1)
  const lossy = channel(2, { ordered: false, maxRetransmits: 0 })

  const slots: Slot[] = []
  const unwantedByRemote = new Set<string>()
  const unwanted = new Set<string>()
  const candidates: RTCIceCandidateInit[] = []
  const revisions = { offer: 0, remoteOffer: 0, sources: 0, remoteSources: 0, unwanted: 0, remoteUnwanted: 0 }
  let published: readonly P2pSource[] = []
  let announced = '[]'
  let chain: Promise<unknown> = Promise.resolve()
  let heardAt = 0
  let downSince = Date.now()
  let restartedAt = 0
  let wasConnected = false

  const key = (binding: string) => `${remote.peer}:${options.serial}:${binding}`
  const isConnected = () => pc.connectionState === 'connected'
  /** Everything that touches descriptions runs one after the other; a failure costs nobody else anything. */
  const run = (task: () => Promise<void>) => {
    chain = chain.then(async () => {
      if (ended.signal.aborted) return
      try {
        await task()
      } catch {
        if (!ended.signal.aborted)
          warn('p2p-negotiation', 'A description or candidate of a peer was refused by the browser.')
      }
    })
  }

  const post = (payload: P2pChannelSignal) => {
    if (control.readyState === 'open') control.send(JSON.stringify(payload))
  }
  const send = (payload: P2pPeerSignal) => {
    post(payload)
    if (control.readyState !== 'open' || Date.now() - heardAt > staleAfterMs) options.relay(payload)
  }

  /** Takes up every transceiver there is. Whoever may not publish is refused media by the description itself. */
  const adopt = () => {
    const direction = self.canPublish
      ? remote.canPublish
        ? 'sendrecv'
        : 'sendonly'
      : remote.canPublish
        ? 'recvonly'
        : 'inactive'
    for (const transceiver of pc.getTransceivers()) {
      transceiver.direction = direction
      if (slots.some((slot) => slot.transceiver === transceiver)) continue
      const kind = transceiver.receiver.track.kind as MediaKind
      const isFirst = !slots.some((slot) => slot.kind === kind)
      slots.push({
        transceiver,
        kind,
        source: isFirst ? (kind === 'audio' ? 'microphone' : 'camera') : null,
        track: null,
      })
    }
  }
  /** Makes room for `wanted` sources of a kind besides camera and microphone. */
  const grow = (kind: MediaKind, wanted: number) => {
    for (let have = slots.filter((slot) => slot.kind === kind).length; have <= wanted; have++) pc.addTransceiver(kind)
    adopt()
  }

  const announce = () => {
    const sources = [...local].map(([source, { kind, binding, muted, track }]): P2pSource => {
      const slot = slots.find((candidate) => candidate.source === source)
      return { source, mediaKind: kind, mid: slot?.transceiver.mid ?? null, binding, muted: muted || track === null }
    })
    const text = JSON.stringify(sources)
    if (text === announced) return
    announced = text
    send({ kind: 'sources', revision: ++revisions.sources, sources })
  }

  /** Brings the senders in line with what we publish. Resolves when they are, and the far side has been told. */
  const publish = async () => {
    if (ended.signal.aborted) return
    if (slots.length > 0) {
      for (const slot of slots) {
        if (slot.source && !isSteadySource(slot.source) && !local.has(slot.source)) slot.source = null
      }
      for (const [source, { kind, track }] of local) {
        if (!track || slots.some((slot) => slot.source === source)) continue
        const isFree = (slot: Slot) => slot.source === null && slot.kind === kind
        if (offers && !slots.some(isFree)) grow(kind, slots.filter((slot) => slot.kind === kind).length)
        // On the other side `announce` asks for one.
        const free = slots.find(isFree)
        if (free) free.source = source
      }
      await Promise.all(
        slots.map(async (slot) => {
          const wanted = slot.source && !unwantedByRemote.has(slot.source) ? local.get(slot.source) : undefined
          const track = wanted && !wanted.muted ? wanted.track : null
          if (slot.track === track) return
          slot.track = track
          // Rejects only when the connection is closed or the kind is wrong: then there is nothing to send anyway.
          await slot.transceiver.sender.replaceTrack(track).catch(() => {})
        }),
      )
    }
    if (!ended.signal.aborted) announce()
  }

  const mediaOf = ({ mid, source }: P2pSource) => {
    if (mid === null || unwanted.has(source)) return null
    return pc.getTransceivers().find((transceiver) => transceiver.mid === mid)?.receiver.track ?? null
  }
  const report = () => {
    for (const entry of published) {
      const { source, mediaKind: kind, binding, muted } = entry
      const media = mediaOf(entry)
      const fact: Fact = {
        type: 'track-present',
        track: key(binding),
        participant: remote.peer,
        source: source as Source,
        kind,
        muted,
        media: media?.kind === kind ? media : null,
        paused: wasConnected && !isConnected(),
      }
      sink(fact)
    }
  }
  const refuse = () => send({ kind: 'unwanted', revision: ++revisions.unwanted, sources: [...unwanted] })
  const onSources = (sources: readonly P2pSource[]) => {
    const before = published
    published = remote.canPublish ? sources : []
    for (const { binding, source } of before) {
      if (published.some((entry) => entry.binding === binding)) continue
      if (unwanted.delete(source)) refuse()
      sink({ type: 'track-gone', track: key(binding) })
    }
    report()
    if (!offers || ended.signal.aborted) return
    for (const kind of ['audio', 'video'] as const) {
      grow(
        kind,
        published.filter((entry) => entry.mediaKind === kind && !isSteadySource(entry.source as Source)).length,
      )
    }
  }

  const negotiate = (again: boolean) =>
    run(async () => {
      if (pc.signalingState !== 'stable' && !again) return
      await pc.setLocalDescription()
      describe('offer', ++revisions.offer)
      announce()
    })
  const describe = (type: 'offer' | 'answer', revision: number) => {
    const sdp = pc.localDescription?.sdp
    if (sdp) send({ kind: 'description', revision, description: { type, sdp } })
  }
  const flush = async () => {
    for (const candidate of candidates.splice(0)) await pc.addIceCandidate(candidate).catch(() => {})
  }

  const onDescription = async ({ revision, description }: P2pPeerSignal & { kind: 'description' }) => {
    if (description.type === 'answer') {
      if (!offers || revision !== revisions.offer || pc.signalingState !== 'have-local-offer') return
      await pc.setRemoteDescription(description)
      await flush()
    } else {
      if (offers || revision <= revisions.remoteOffer) return
      revisions.remoteOffer = revision
      await pc.setRemoteDescription(description)
      adopt()
      await publish()
      await pc.setLocalDescription()
      describe('answer', revision)
      await flush()
      announce()
    }
    report()
  }

  const receive = (value: unknown) => {
    const signal = parseP2pChannelSignal(value)
    switch (signal?.kind) {
      case undefined:
        warn('p2p-malformed', 'A malformed message of a peer was dropped.')
        break
      case 'description':
        run(() => onDescription(signal))
        break
      case 'candidate':
        run(async () => {
          const { candidate } = signal
          const added =
            pc.remoteDescription &&
            (await pc.addIceCandidate(candidate).then(
              () => true,
              () => false,
            ))
          // It may belong to a description that takes the other way and is still to come.
          if (!added && candidates.length < maxPendingCandidates) candidates.push(candidate)
        })
        break
      case 'restart':
        if (offers && Date.now() - restartedAt > restartAfterMs) restart()
        break
      case 'sources':
        if (signal.revision > revisions.remoteSources) {
          revisions.remoteSources = signal.revision
          onSources(signal.sources)
        }
        break
      case 'unwanted':
        if (signal.revision > revisions.remoteUnwanted) {
          revisions.remoteUnwanted = signal.revision
          unwantedByRemote.clear()
          for (const source of signal.sources) unwantedByRemote.add(source)
          void publish()
        }
        break
    }
  }

  if (offers) pc.onnegotiationneeded = () => negotiate(false)
  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) send({ kind: 'candidate', candidate: candidate.toJSON() as Record<string, unknown> })
  }
  pc.onconnectionstatechange = () => {
    if (isConnected()) {
      wasConnected = true
      downSince = 0
    } else downSince ||= Date.now()
    report()
    options.onConnectionChange()
  }
  control.onmessage = ({ data }) => {
    heardAt = Date.now()
    let value: unknown = null
    try {
      value = JSON.parse(data as string)
    } catch {
      // Not JSON: `receive` drops and counts it.
    }
    if ((value as { kind?: unknown } | null)?.kind === 'goodbye') options.onGoodbye()
    else receive(value)
  }
  for (const data of [reliable, lossy]) {
    data.onmessage = ({ data: packet }) => {
      if (packet instanceof ArrayBuffer && packet.byteLength <= p2pCapabilities.limits.packetBytes) {
        sink({ type: 'message-received', participant: remote.peer, packet: new Uint8Array(packet) })
      } else warn('p2p-malformed', 'A malformed packet of a peer was dropped.')
    }
  }
  if (offers) {
    grow('audio', 0)
    grow('video', 0)
  }
  void publish()

  const restart = () => {
    restartedAt = Date.now()
    if (!offers) return send({ kind: 'restart' })
    pc.restartIce()
    // An offer whose answer never came blocks `negotiationneeded`: a new one takes its place.
    if (pc.signalingState === 'have-local-offer') negotiate(true)
  }

  return {
    pc,
    receive: (payload: P2pPeerSignal) => receive(payload),
    publish,
    report,
    isConnected,
    /** Media of this pair is gone, not merely late. */
    isLost: () =>
      pc.connectionState === 'failed' ||
      (downSince > 0 && Date.now() - downSince > (wasConnected ? lostAfterMs : connectWithinMs)),
    /** Anything arrived from the peer itself just now: a heartbeat, or RTP while its page is frozen. */
    isHeard: () =>
      Date.now() - heardAt < staleAfterMs ||
      pc
        .getReceivers()
        .some((receiver) =>
          receiver.getSynchronizationSources().some(({ timestamp }) => ageMs(timestamp) < staleAfterMs),
        ),
    /** Asks for new ICE candidates now unless the pair works. */
    recover: () => {
      if (!isConnected()) restart()
    },
    /** Once a second. */
    tick: () => {
      // On a dead path heartbeats would only pile up.
      if (control.readyState === 'open' && control.bufferedAmount < 4096) post({ kind: 'alive' })
      if (isConnected()) return
      const patience = pc.connectionState === 'failed' ? 0 : wasConnected ? restartAfterMs : retryMs
      const now = Date.now()
      if (now - downSince >= patience && now - restartedAt >= retryMs) restart()
    },
    goodbye: () => post({ kind: 'goodbye' }),
    send: async (packet: Uint8Array, isReliable: boolean) => {
      await sendOnP2pChannel(isReliable ? reliable : lossy, packet, isReliable, ended.signal)
    },
    /** `false` when the track is not one of this peer's. */
    setSubscribed: (track: string, subscribed: boolean): boolean => {
      const entry = published.find(({ binding }) => key(binding) === track)
      if (entry && unwanted.has(entry.source) === subscribed) {
        unwanted[subscribed ? 'delete' : 'add'](entry.source)
        refuse()
        report()
      }
      return entry !== undefined
    },
    /** Linear 0..1 of what arrives from the peer's microphone. */
    level: (): number => {
      const entry = published.find(({ source, muted }) => source === 'microphone' && !muted)
      const receiver = pc.getTransceivers().find(({ mid }) => mid !== null && mid === entry?.mid)?.receiver
      const [newest] = receiver?.getSynchronizationSources() ?? []
      return newest && ageMs(newest.timestamp) < staleAfterMs ? (newest.audioLevel ?? 0) : 0
    },
    /** Linear 0..1 of what this pair is sent of the local microphone. */
    ownLevel: async (): Promise<number> => {
      const sender = slots.find(({ source }) => source === 'microphone')?.transceiver.sender
      for (const entry of (await sender?.getStats())?.values() ?? []) {
        if (entry.type === 'media-source') return entry.audioLevel ?? 0
      }
      return 0
    },
    stats: async () =>
      mapP2pStats((await pc.getStats()).values(), {
        participant: remote.peer,
        inbound: (mid) => published.filter((entry) => entry.mid === mid).map(({ binding }) => key(binding))[0],
        outbound: (mid) => slots.find((slot) => slot.transceiver.mid === mid)?.source ?? undefined,
      }),
    close: () => {
      ended.abort()
      pc.onnegotiationneeded = pc.onicecandidate = pc.onconnectionstatechange = null
      control.onmessage = reliable.onmessage = lossy.onmessage = null
      pc.close()
      onSources([])
    },
  }
}
