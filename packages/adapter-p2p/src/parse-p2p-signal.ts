import { kindOfSource, type Source } from '@televid/core/adapter'
import { isRecord, type P2pChannelSignal, type P2pPeer, type P2pServerSignal } from '@televid/core/protocol'

const maxSources = 32
const sourcePattern = /^(?:camera|microphone|screen|screen-audio|custom:[a-z0-9-]{1,32})$/
const text = (value: unknown, limit = 128): value is string => typeof value === 'string' && value.length <= limit
const count = (value: unknown): value is number => Number.isSafeInteger(value)
const list = (value: unknown, check: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= maxSources && value.every(check)

/** Reads one message of a peer, whichever way it came; `null` for anything that is not one. */
export function parseP2pChannelSignal(value: unknown): P2pChannelSignal | null {
  return isRecord(value) && checkPeerSignal(value) ? (value as unknown as P2pChannelSignal) : null
}

function checkPeerSignal(value: Record<string, unknown>): boolean {
  const { description, sources } = value
  switch (value.kind) {
    case 'alive':
    case 'goodbye':
    case 'restart':
      return true
    case 'candidate':
      return isRecord(value.candidate) && text(value.candidate.candidate, 1024)
    case 'description':
      return (
        count(value.revision) &&
        isRecord(description) &&
        (description.type === 'offer' || description.type === 'answer') &&
        text(description.sdp, 65_536)
      )
    case 'sources':
      return (
        count(value.revision) &&
        list(sources, isSource) &&
        new Set((sources as { source: string }[]).map(({ source }) => source)).size === (sources as unknown[]).length
      )
    case 'unwanted':
      return count(value.revision) && list(sources, (source) => text(source))
    default:
      return false
  }
}

function isSource(value: unknown): boolean {
  if (!isRecord(value) || !text(value.source) || !sourcePattern.test(value.source)) return false
  const kind = kindOfSource(value.source as Source)
  return (
    (value.mediaKind === 'audio' || value.mediaKind === 'video') &&
    (kind ?? value.mediaKind) === value.mediaKind &&
    (value.mid === null || text(value.mid)) &&
    text(value.binding) &&
    typeof value.muted === 'boolean'
  )
}

function isPeer(value: unknown): value is P2pPeer {
  return (
    isRecord(value) &&
    text(value.peer) &&
    text(value.identity) &&
    text(value.role) &&
    typeof value.canPublish === 'boolean' &&
    typeof value.joinedAt === 'number'
  )
}

/** Reads one frame of the signaling stream; `null` for anything that is not one (a newer server may send more types). */
export function parseP2pServerSignal(value: unknown): P2pServerSignal | null {
  return isRecord(value) && checkServerSignal(value) ? (value as unknown as P2pServerSignal) : null
}

function checkServerSignal(value: Record<string, unknown>): boolean {
  switch (value.type) {
    case 'welcome':
      return isPeer(value.self) && Array.isArray(value.peers) && value.peers.every(isPeer)
    case 'peer-joined':
      return isPeer(value.peer)
    case 'peer-left':
      return text(value.peer) && text(value.reason)
    case 'peer-absent':
    case 'peer-back':
      return text(value.peer)
    case 'signal':
      return text(value.from)
    case 'expelled':
      return text(value.peer) && text(value.reason) && text(value.proof, 4096)
    default:
      return false
  }
}
