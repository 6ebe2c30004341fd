import { type P2pNative, p2pAdapter } from '@televid/adapter-p2p'
import type { Fact, JoinGrant, Source } from '@televid/core/adapter'

type Session = Awaited<ReturnType<typeof p2pAdapter.join>>

/** The p2p adapter with nothing of core above it: what it reports, and every remote track in an element of its own. */
export interface P2pAdapterPage {
  /** Resolves with `null`, or with the code of the error. */
  join(grant: unknown, abortAfterMs?: number): Promise<string | null>
  /** Captures and hands over a clone, or turns the source off. */
  set(source: Source, on: boolean): Promise<void>
  leave(): Promise<void>
  subscribe(identity: string, source: Source, subscribed: boolean): Promise<void>
  /** `to` are identities. */
  send(text: string, to: readonly string[] | null, reliable: boolean): Promise<void>
  facts(): readonly Fact[]
  /** What the facts add up to. */
  state(): {
    connection: string
    reason: string | null
    lost: string | null
    people: Record<string, Record<string, 'live' | 'muted' | 'unsubscribed'>>
    gone: Record<string, string>
    messages: string[]
    warnings: string[]
  }
  levels(): Promise<Record<string, number>>
  stats(): Promise<{ direction: string; track: string; bytes: number; packets: number }[]>
  connections(): string[]
  /** Puts text on the control channel to everybody, as a hostile page could. */
  corrupt(text: string): void
}

declare global {
  interface Window {
    p2p: P2pAdapterPage
  }
}

const controlChannels: RTCDataChannel[] = []
const createDataChannel = RTCPeerConnection.prototype.createDataChannel
RTCPeerConnection.prototype.createDataChannel = function record(label, init) {
  const channel = createDataChannel.call(this, label, init)
  if (init?.id === 0) controlChannels.push(channel)
  return channel
}

let session: Session | undefined
let facts: Fact[] = []
const captures = new Map<Source, MediaStreamTrack>()
const people = () => facts.filter((fact) => fact.type === 'participant-present')
const identityOf = (key: string) => people().find(({ participant }) => participant === key)?.identity ?? key

/** Element ids are `<identity>-<source>`. */
function show(fact: Fact) {
  if (fact.type !== 'track-present') return
  const id = `${identityOf(fact.participant)}-${fact.source}`
  let element = document.getElementById(id) as HTMLMediaElement | null
  if (!element) {
    element = document.createElement(fact.kind)
    element.id = id
    document.body.append(element)
  }
  const playing = element.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : null
  if (playing === fact.media) return
  element.srcObject = fact.media ? new MediaStream([fact.media]) : null
  if (fact.media) void element.play().catch(() => {})
}

async function capture(source: Source): Promise<MediaStreamTrack> {
  const kind = source === 'microphone' ? 'audio' : 'video'
  const devices = navigator.mediaDevices
  const stream = await (source === 'screen'
    ? devices.getDisplayMedia({ video: true })
    : devices.getUserMedia({ [kind]: true }))
  const [track] = stream.getTracks()
  if (!track) throw new Error('nothing captured')
  return track
}

addEventListener('pagehide', () => session?.leaveNow())

window.p2p = {
  async join(grant, abortAfterMs) {
    facts = []
    const controller = new AbortController()
    if (abortAfterMs !== undefined) setTimeout(() => controller.abort(), abortAfterMs)
    try {
      session = await p2pAdapter.join({ grant: grant as JoinGrant, signal: controller.signal }, (fact) => {
        facts.push(fact)
        show(fact)
      })
      return null
    } catch (error) {
      return (error as { code?: string }).code ?? String(error)
    }
  },
  async set(source, on) {
    if (on === true) {
      if (!captures.has(source)) captures.set(source, await capture(source))
      await session?.setSource(source, { track: captures.get(source)?.clone() ?? null, muted: false })
    } else {
      await session?.setSource(source, { track: null, muted: false })
      captures.get(source)?.stop()
      captures.delete(source)
    }
  },
  async leave() {
    await session?.leave()
    for (const track of captures.values()) track.stop()
    captures.clear()
    for (const element of document.querySelectorAll('audio, video')) element.remove()
  },
  async subscribe(identity, source, subscribed) {
    const track = facts.findLast(
      (fact) => fact.type === 'track-present' && fact.source === source && identityOf(fact.participant) === identity,
    )
    if (track?.type === 'track-present') await session?.subscriptions.setSubscribed(track.track, subscribed)
  },
  async send(text, to, reliable) {
    const keys = to && people().flatMap(({ participant, identity }) => (to.includes(identity) ? [participant] : []))
    await session?.messages.send(new TextEncoder().encode(text), { to: keys, reliable })
  },
  facts: () => facts,
  state() {
    const state: ReturnType<P2pAdapterPage['state']> = {
      connection: 'connected',
      reason: null,
      lost: null,
      people: {},
      gone: {},
      messages: [],
      warnings: [],
    }
    const tracks = new Map<string, { participant: string; source: string }>()
    for (const fact of facts) {
      switch (fact.type) {
        case 'connection-changed':
          state.connection = fact.state
          state.lost = fact.state === 'reconnecting' ? (fact.lost?.unified ?? null) : null
          if (fact.state === 'disconnected') state.reason = fact.reason.unified
          break
        case 'participant-present':
          state.people[fact.identity] ??= {}
          break
        case 'participant-gone':
          delete state.people[identityOf(fact.participant)]
          state.gone[identityOf(fact.participant)] = fact.reason?.unified ?? ''
          break
        case 'track-present': {
          const person = state.people[identityOf(fact.participant)]
          tracks.set(fact.track, fact)
          if (person) person[fact.source] = fact.muted ? 'muted' : fact.media ? 'live' : 'unsubscribed'
          break
        }
        case 'track-gone': {
          const track = tracks.get(fact.track)
          if (track) delete state.people[identityOf(track.participant)]?.[track.source]
          break
        }
        case 'message-received':
          state.messages.push(`${identityOf(fact.participant)}: ${new TextDecoder().decode(fact.packet)}`)
          break
        case 'warning-raised':
          state.warnings.push(fact.code)
      }
    }
    return state
  },
  async levels() {
    const levels = (await session?.levels.sample()) ?? new Map<string, number>()
    return Object.fromEntries([...levels].map(([key, level]) => [identityOf(key), level]))
  },
  async stats() {
    const records = (await session?.stats.sample()) ?? []
    return records.map(({ direction, track, bytes, packets }) => ({ direction, track, bytes, packets: packets ?? 0 }))
  },
  connections() {
    const native = session?.native as P2pNative | undefined
    return [...(native?.connections.values() ?? [])].map(({ connectionState }) => connectionState)
  },
  corrupt(text) {
    for (const channel of controlChannels) if (channel.readyState === 'open') channel.send(text)
  },
}
