import { type Capabilities, defineAdapter, type Facets, type FactSink, type SessionBase } from '@televid/core/adapter'
import { ToyGrantError, ToyLine, type ToyPerson } from './toy-line.ts'
import { ToyPeer } from './toy-peer.ts'
import { type ToySource, toySources } from './toy-sources.ts'

const native = { support: 'native' } as const
const none = { support: 'none' } as const

const capabilities = {
  messages: { support: 'native', note: 'Through the relay, in order.' },
  subscriptions: none,
  videoPreferences: none,
  stats: none,
  levels: none,
  profile: none,
  encryption: none,
  captions: none,
  speaker: none,
  activeSpeakers: none,
  networkQuality: none,
  recordingState: none,
  screenShare: none,
  screenAudio: none,
  customTracks: none,
  replaceTrack: native,
  signalingResilience: none,
  uniqueIdentity: none,
  networkPause: none,
  simulcast: none,
  bulkMessages: none,
  targetedMessages: native,
  lossyMessages: none,
  regions: none,
  forcedRelay: none,
  limits: { packetBytes: 16_000, participants: 4 },
  audioPlayback: 'core',
  speakerScope: 'room',
} as const satisfies Capabilities

/** The whole adapter of the toy service: camera, microphone and messages, in a mesh. */
export const adapter = defineAdapter({
  specificationVersion: 'v1',
  vendor: 'toy',
  capabilities,
  async join({ grant, signal }, sink) {
    return toySession(await ToyLine.open(grant.credentials, signal), sink)
  },
  toError: (error) => (error instanceof ToyGrantError ? { code: 'grant-invalid', message: error.message } : null),
})

function toySession(line: ToyLine, sink: FactSink) {
  const local = new Map<ToySource, { readonly track: MediaStreamTrack | null; readonly muted: boolean }>()
  const peers = new Map<string, ToyPeer>()

  const tracksFor = () =>
    Object.fromEntries(
      toySources.map((source) => {
        const { track = null, muted = true } = local.get(source) ?? {}
        return [source, muted ? null : track]
      }),
    ) as Record<ToySource, MediaStreamTrack | null>
  const meet = ({ id, identity, displayName, sources }: ToyPerson) => {
    sink({ type: 'participant-present', participant: id, identity, displayName })
    const peer = new ToyPeer({ self: line.self, id, line, sink, sources })
    peers.set(id, peer)
    peer.report()
    void peer.send(tracksFor())
  }
  const refresh = () => {
    for (const peer of peers.values()) peer.report()
    sink({ type: 'roster-synced', present: [...peers.keys()] })
  }
  const free = () => {
    line.close()
    for (const peer of peers.values()) peer.close()
    peers.clear()
    for (const { track } of local.values()) track?.stop()
    local.clear()
  }

  line.onEvent = (event) => {
    switch (event.type) {
      case 'joined':
        return meet(event.person)
      case 'left':
        peers.get(event.id)?.close()
        peers.delete(event.id)
        return sink({
          type: 'participant-gone',
          participant: event.id,
          reason: { unified: event.lost ? 'connection-lost' : 'left', raw: event.lost },
        })
      case 'sources':
        return peers.get(event.id)?.setRemote(event.sources)
      case 'signal':
        return peers.get(event.id)?.receive(event.signal)
      case 'packet':
        return sink({ type: 'message-received', participant: event.id, packet: bytesOf(event.packet) })
      case 'lost':
        free()
        return sink({
          type: 'connection-changed',
          state: 'disconnected',
          reason: { unified: 'connection-lost', raw: 'error' },
        })
      default:
        return event satisfies never
    }
  }
  for (const person of line.others) meet(person)
  refresh()

  return {
    native: peers,
    refresh,
    async setSource(source, { track, muted }) {
      if (source !== 'camera' && source !== 'microphone') throw new Error(`The toy has no ${source}.`)
      const before = local.get(source)?.track
      local.set(source, { track, muted })
      await Promise.all([...peers.values()].map((peer) => peer.send(tracksFor())))
      if (before !== track) before?.stop()
      const { camera, microphone } = tracksFor()
      await line.post('sources', { camera: camera !== null, microphone: microphone !== null })
    },
    async leave() {
      const gone = line.post('leave', {})
      free()
      await gone
    },
    leaveNow() {
      line.leaveNow()
      free()
    },
    messages: {
      async send(packet, { to }) {
        await line.post('packet', { to, packet: btoa(String.fromCharCode(...packet)) })
      },
    },
  } satisfies SessionBase & Pick<Facets, 'messages'>
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}
