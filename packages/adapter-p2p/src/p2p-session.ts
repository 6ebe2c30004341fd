import {
  type AdapterJoinRequest,
  type DisconnectReason,
  type FacetsFor,
  type FactSink,
  isSteadySource,
  kindOfSource,
  openServerStream,
  type ServerStream,
  type SessionBase,
  type Source,
  type StatsRecord,
  TelevidError,
  type WithRaw,
} from '@televid/core/adapter'
import type { P2pClientSignal, P2pPeer as P2pPeerInfo, P2pServerSignal } from '@televid/core/protocol'
import { mapP2pReason, mapP2pRefusal } from './map-p2p-reason.ts'
import type { p2pCapabilities } from './p2p-capabilities.ts'
import { notDelivered } from './p2p-channel.ts'
import type { P2pLocalSource } from './p2p-local-source.ts'
import { openP2pPeer, type P2pPeer } from './p2p-peer.ts'
import { grantInvalid, parseP2pCredentials } from './parse-p2p-credentials.ts'
import { parseP2pServerSignal } from './parse-p2p-signal.ts'
import { importVerifyKey, verifyP2pExpulsion } from './verify-p2p-expulsion.ts'

/** Signaling may be away this long before it counts, where no media shows that the line works. */
const signalingGraceMs = 3000
/** How long a connection may be without a roster: the contract gives 5 s. */
const rosterWithinMs = 4000
/** How long a goodbye waits for the server to say why somebody went, which it does at once while signaling works. */
const verdictMs = 1000
/** How long `leave()` waits for the server to know. */
const leaveWithinMs = 1000

/** `room.native` on this provider: one connection per remote presence. */
export interface P2pNative {
  readonly connections: ReadonlyMap<string, RTCPeerConnection>
}

export type P2pSession = SessionBase & FacetsFor<typeof p2pCapabilities>

/**
 * Joins a room of the embedded provider.
 *
 * Media goes on while signaling is away. `reconnecting` is reported when signaling and all media are gone
 * (`connection-lost`, given up after 60 s), or when media to everybody who is present failed (`media-lost`, 30 s); the
 * grant can say other times.
 *
 * @throws TelevidError `grant-invalid` | `unsupported` | `aborted`, and what the server refuses with: `grant-expired`,
 * `room-full`, `removed`, `room-ended`, …
 */
export async function joinP2p({ grant, signal }: AdapterJoinRequest, sink: FactSink): Promise<P2pSession> {
  const credentials = parseP2pCredentials(grant.credentials)
  const { signaling, token, occurrence, iceTransportPolicy, verifyKey, giveUpAfterMs } = credentials
  if (typeof RTCPeerConnection === 'undefined' || !globalThis.crypto?.subtle) {
    throw new TelevidError(
      'unsupported',
      'This page has no WebRTC or no WebCrypto. Open it over https in a current browser.',
      {
        provider: 'p2p',
      },
    )
  }
  const configuration: RTCConfiguration = { iceServers: credentials.iceServers as RTCIceServer[], iceTransportPolicy }
  let key: CryptoKey
  try {
    key = await importVerifyKey(verifyKey)
    new RTCPeerConnection(configuration).close()
  } catch (cause) {
    throw grantInvalid('its key or its ICE servers are malformed', cause)
  }
  if (signal.aborted) throw aborted(signal)

  const controller = new AbortController()
  const roster = new Map<string, P2pPeerInfo>()
  const peers = new Map<string, P2pPeer>()
  const absent = new Set<string>()
  /** Presences that are over, so that a roster made before the server knew does not bring one back. */
  const gone = new Set<string>()
  const sources = new Map<Source, P2pLocalSource>()
  const warnings = new Map<string, number>()
  let self: P2pPeerInfo | null = null
  let stream: ServerStream
  let serial = 0
  let ended = false
  let signalingLostAt: number | null = null
  let signalingBackAt = 0
  let rosterDueAt: number | null = null
  let reconnecting: { readonly reason: keyof typeof giveUpAfterMs; readonly since: number } | null = null
  let leaving: Promise<void> | undefined
  let settle: (error?: TelevidError) => void = () => {}

  /** The first of a kind, then every hundredth: a hostile peer must not flood the app. */
  const warn = (code: string, message: string) => {
    const count = (warnings.get(code) ?? 0) + 1
    warnings.set(code, count)
    if (count % 100 === 1) sink({ type: 'warning-raised', code, message, raw: count })
  }
  const post = (frame: P2pClientSignal) => void stream.send(frame).catch(() => {})
  const synced = () => {
    rosterDueAt = null
    sink({ type: 'roster-synced', present: [...roster.keys()] })
  }

  const close = () => {
    ended = true
    clearInterval(timer)
    controller.abort()
    for (const peer of peers.values()) peer.close()
    peers.clear()
    for (const { track } of sources.values()) track?.stop()
    sources.clear()
    stream.close()
  }
  const end = (reason: WithRaw<DisconnectReason>) => {
    if (ended) return
    stream.sendNow({ type: 'leave' } satisfies P2pClientSignal)
    close()
    sink({ type: 'connection-changed', state: 'disconnected', reason })
  }

  /** Works out the state of the connection as a whole from that of its parts. */
  const evaluate = () => {
    if (ended || !self) return
    const now = Date.now()
    const present = [...peers].filter(([id]) => !absent.has(id))
    const silent = signalingLostAt !== null && now - signalingLostAt > signalingGraceMs
    const isDead = silent
      ? ![...peers.values()].some((peer) => peer.isConnected())
      : present.length > 0 && present.every(([, peer]) => peer.isLost())
    const reason = isDead ? (silent ? 'connection-lost' : 'media-lost') : null
    if (reason === null) {
      if (!reconnecting) {
        if (rosterDueAt !== null && now >= rosterDueAt) synced()
        return
      }
      reconnecting = null
      sink({ type: 'connection-changed', state: 'connected' })
      // Who is there now is for `welcome` to tell, if signaling is back in time.
      if (signalingLostAt === null) synced()
      else rosterDueAt = now + rosterWithinMs
    } else if (reconnecting?.reason !== reason) {
      // Signaling that comes and goes must not renew the budget.
      reconnecting = { reason, since: reconnecting?.since ?? now }
      const lost = reason === 'media-lost' ? 'media' : 'both'
      sink({ type: 'connection-changed', state: 'reconnecting', lost: { unified: lost, raw: reason } })
    } else {
      // Without signaling media cannot come back: its time begins when signaling is back.
      const since = reason === 'media-lost' ? Math.max(reconnecting.since, signalingBackAt) : reconnecting.since
      if (now - since > giveUpAfterMs[reason]) end({ unified: reason, raw: 'gave up' })
    }
  }

  const connect = (remote: P2pPeerInfo) => {
    if (!self) return
    const { peer } = remote
    const opened = openP2pPeer({
      self,
      remote,
      serial: ++serial,
      configuration,
      sources,
      sink,
      warn,
      relay: (payload) => post({ type: 'signal', to: peer, payload }),
      onGoodbye: () => {
        const left = () => !ended && remove(peer, mapP2pReason('left'))
        // A page that was removed says goodbye too, and it may be here before the server's signed word of the removal.
        if (signalingLostAt === null) setTimeout(left, verdictMs)
        else left()
      },
      onConnectionChange: evaluate,
    })
    peers.set(peer, opened)
  }
  const present = ({ peer, identity, role, displayName, joinedAt }: P2pPeerInfo) =>
    sink({
      type: 'participant-present',
      participant: peer,
      identity,
      role,
      joinedAt,
      ...(displayName && { displayName }),
    })
  const add = (remote: P2pPeerInfo) => {
    const { peer } = remote
    if (gone.has(peer) || peer === self?.peer) return
    roster.set(peer, remote)
    absent[remote.absent ? 'add' : 'delete'](peer)
    // First: whoever is told of somebody may write to them in the same turn.
    if (!peers.has(peer)) connect(remote)
    present(remote)
  }
  const remove = (peer: string, reason: WithRaw<DisconnectReason>) => {
    gone.add(peer)
    absent.delete(peer)
    peers.get(peer)?.close()
    peers.delete(peer)
    if (roster.delete(peer)) sink({ type: 'participant-gone', participant: peer, reason })
    evaluate()
  }

  const onExpelled = async ({ peer, reason, proof }: P2pServerSignal & { type: 'expelled' }) => {
    if (!(await verifyP2pExpulsion(key, proof, { room: grant.room, occurrence, peer, reason }))) {
      warn('p2p-unproven', 'An expulsion without a valid signature of the server was ignored.')
    } else if (peer === '*' || peer === self?.peer) end(mapP2pReason(reason))
    else remove(peer, mapP2pReason(reason))
  }
  const onFrame = (value: unknown) => {
    const frame = parseP2pServerSignal(value)
    if (ended || !frame) {
      if (!ended) warn('p2p-malformed', 'A malformed frame of the signaling server was dropped.')
      return
    }
    switch (frame.type) {
      case 'welcome': {
        if (self && self.peer !== frame.self.peer) {
          // The server gave us up meanwhile: to the others we are somebody new.
          for (const peer of peers.values()) peer.close()
          peers.clear()
        }
        self = frame.self
        const here = new Set(frame.peers.map(({ peer }) => peer))
        for (const peer of roster.keys()) if (!here.has(peer)) remove(peer, mapP2pReason('lost'))
        for (const peer of frame.peers) add(peer)
        // Only now is it known what was missed: whoever left meanwhile must not be told of as if it were news.
        if (signalingLostAt !== null) signalingBackAt = Date.now()
        signalingLostAt = null
        if (reconnecting) evaluate()
        else synced()
        settle()
        break
      }
      case 'peer-joined':
        add(frame.peer)
        break
      case 'peer-left':
        remove(frame.peer, mapP2pReason(frame.reason))
        break
      case 'peer-absent':
        if (roster.has(frame.peer)) absent.add(frame.peer)
        break
      case 'peer-back':
        absent.delete(frame.peer)
        peers.get(frame.peer)?.recover()
        break
      case 'signal':
        peers.get(frame.from)?.receive(frame.payload)
        break
      case 'expelled':
        void onExpelled(frame)
    }
  }

  const recover = () => {
    for (const peer of peers.values()) peer.recover()
  }
  let ticks = 0
  const timer = setInterval(() => {
    ticks++
    for (const peer of peers.values()) peer.tick()
    // Half of the ticks: every 2 s.
    for (const peer of ticks % 2 ? absent : []) if (peers.get(peer)?.isHeard()) post({ type: 'still-receiving', peer })
    evaluate()
  }, 1000)
  globalThis.addEventListener?.('online', recover, { signal: controller.signal })

  stream = openServerStream({
    endpoint: signaling,
    token: () => token,
    onFrame,
    onState: (state) => {
      if (state === 'open') return recover()
      signalingLostAt ??= Date.now()
      evaluate()
    },
    onRefused: (error) => {
      if (self) end(mapP2pRefusal(error))
      else settle(error)
    },
    signal: controller.signal,
  })

  const onAbort = () => settle(aborted(signal))
  try {
    await new Promise<void>((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve())
      signal.addEventListener('abort', onAbort)
    })
    if (ended)
      throw new TelevidError('connection-lost', 'The session ended while joining. Join again.', { provider: 'p2p' })
  } catch (error) {
    stream.sendNow({ type: 'leave' } satisfies P2pClientSignal)
    close()
    throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
  }

  const each = async <T>(call: (peer: P2pPeer) => Promise<T>) => Promise.all([...peers.values()].map(call))
  const leave = async () => {
    if (ended) return
    ended = true
    clearInterval(timer)
    for (const peer of peers.values()) peer.goodbye()
    for (const { track } of sources.values()) track?.stop()
    let late: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise((resolve) => {
      late = setTimeout(resolve, leaveWithinMs)
    })
    await Promise.race([stream.send({ type: 'leave' } satisfies P2pClientSignal).catch(() => {}), patience])
    clearTimeout(late)
    close()
  }

  return {
    native: {
      get connections() {
        return new Map([...peers].map(([id, { pc }]) => [id, pc]))
      },
    } satisfies P2pNative,
    refresh: () => {
      for (const peer of roster.values()) present(peer)
      for (const peer of peers.values()) peer.report()
      synced()
    },
    leave: () => (leaving ??= leave()),
    leaveNow: () => {
      if (ended) return
      stream.sendNow({ type: 'leave' } satisfies P2pClientSignal)
      leaving ??= leave()
    },
    setSource: async (source, { track, muted }) => {
      const before = sources.get(source)
      if (track && (ended || !self?.canPublish)) {
        track.stop()
        throw ended
          ? new TelevidError('invalid-state', 'The session is over. Join again.', { provider: 'p2p' })
          : new TelevidError('forbidden', 'This role may not publish. Ask the host for another role.', {
              provider: 'p2p',
            })
      }
      const kind = track ? (track.kind as 'audio' | 'video') : kindOfSource(source)
      if (kind && (track || (before && isSteadySource(source)))) {
        // Camera and microphone stay one publication that goes on and off; another source is a new one each time.
        const binding = before?.binding ?? `${source}.${++serial}`
        sources.set(source, { track, muted, kind, binding })
      } else sources.delete(source)
      await each((peer) => peer.publish())
      if (before?.track !== track) before?.track?.stop()
    },
    messages: {
      send: async (packet, { to, reliable }) => {
        if (to === null) {
          // Whoever cannot be reached costs the others nothing.
          await each((peer) => peer.send(packet, reliable).catch(() => {}))
          return
        }
        await Promise.all(
          to.map(async (id) => {
            const peer = peers.get(id)
            if (!peer) throw notDelivered()
            await peer.send(packet, reliable)
          }),
        )
      },
    },
    subscriptions: {
      setSubscribed: async (track, subscribed) => {
        for (const peer of peers.values()) if (peer.setSubscribed(track, subscribed)) break
      },
    },
    stats: { sample: async (): Promise<readonly StatsRecord[]> => (await each((peer) => peer.stats())).flat() },
    levels: {
      sample: async () => {
        const levels = new Map<string, number>()
        for (const [id, peer] of peers) levels.set(id, peer.level())
        const [first] = peers.values()
        if (first) levels.set('self', await first.ownLevel())
        return levels
      },
    },
  }
}

function aborted(signal: AbortSignal): TelevidError {
  return new TelevidError('aborted', 'Joining was aborted by its signal. Join again when it is wanted.', {
    provider: 'p2p',
    cause: signal.reason,
  })
}
