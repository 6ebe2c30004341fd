import type { Fact } from '@televid/core/adapter'
import type { P2pPeer } from '@televid/core/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { joinP2p } from './p2p-session.ts'

/** A signaling server that does what the test says. */
class ScriptedSocket {
  static made: ScriptedSocket[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null

  constructor() {
    ScriptedSocket.made.push(this)
  }
  send(): void {}
  close(): void {
    this.readyState = 3
  }
  accept(): void {
    this.readyState = 1
    this.onopen?.()
    this.onmessage?.({ data: '{"type":"ping"}' })
  }
  say(seq: number, frame: object): void {
    this.onmessage?.({ data: JSON.stringify({ ...frame, seq }) })
  }
  drop(): void {
    this.readyState = 3
    this.onclose?.()
  }
}

/** A connection that never comes up: Node has no WebRTC, and here only signaling counts. */
class DeadConnection {
  static state = 'new'
  get connectionState() {
    return DeadConnection.state
  }
  signalingState = 'stable'
  localDescription = null
  createDataChannel = () => ({ readyState: 'connecting', bufferedAmount: 0 })
  addTransceiver = (kind: string) => {
    this.#transceivers.push({ mid: null, direction: '', receiver: { track: { kind } }, sender: {} })
  }
  getTransceivers = () => this.#transceivers
  getReceivers = () => []
  restartIce = () => {}
  close = () => {}
  readonly #transceivers: object[] = []
}

const person = (peer: string): P2pPeer => ({ peer, identity: peer, role: 'guest', canPublish: true, joinedAt: 1 })
const welcome = (...peers: string[]) => ({ type: 'welcome', self: person('anna'), peers: peers.map(person) })
const last = () => ScriptedSocket.made.at(-1) as ScriptedSocket

let facts: Fact[]
beforeEach(() => {
  vi.useFakeTimers()
  ScriptedSocket.made.length = 0
  vi.stubGlobal('WebSocket', ScriptedSocket)
  vi.stubGlobal('RTCPeerConnection', DeadConnection)
  DeadConnection.state = 'new'
  facts = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function join() {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'verify',
    'sign',
  ])
  const credentials = {
    signaling: { url: 'https://visits.test/signaling', webSocket: true },
    token: 't',
    occurrence: 'o',
    iceServers: [],
    iceTransportPolicy: 'all',
    verifyKey: await crypto.subtle.exportKey('jwk', publicKey),
    maxParticipants: 6,
    giveUpAfterMs: { 'connection-lost': 20_000, 'media-lost': 10_000 },
  }
  const grant = {
    provider: 'p2p',
    room: 'r',
    identity: 'anna',
    role: 'guest',
    expiresAt: Date.now() + 60_000,
    credentials,
  }
  const joining = joinP2p({ grant, signal: new AbortController().signal }, (fact) => facts.push(fact))
  await vi.waitFor(() => expect(ScriptedSocket.made).toHaveLength(1))
  last().accept()
  last().say(1, welcome('ben', 'cleo'))
  return joining
}

const told = () =>
  facts.flatMap((fact) => {
    if (fact.type === 'connection-changed') {
      const why = fact.state === 'disconnected' ? fact.reason : fact.state === 'reconnecting' ? fact.lost : undefined
      return `${fact.state} ${why?.unified ?? ''}`.trim()
    }
    if (fact.type === 'participant-gone') return `gone ${fact.participant}`
    return fact.type === 'roster-synced' ? `roster ${fact.present.join(' ')}` : []
  })

test('signaling is back when the server has told who is there, so who left meanwhile is told before', async () => {
  const session = await join()
  facts = []
  last().drop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(told()).toEqual(['reconnecting both'])
  last().accept()
  expect(told()).toEqual(['reconnecting both'])
  last().say(2, { type: 'peer-left', peer: 'cleo', reason: 'left' })
  last().say(3, welcome('ben'))
  expect(told()).toEqual(['reconnecting both', 'gone cleo', 'connected', 'roster ben'])
  const leaving = session.leave()
  await vi.advanceTimersByTimeAsync(1000)
  await leaving
})

test('media that is back before signaling makes a connection, but no roster', async () => {
  await join()
  facts = []
  last().drop()
  await vi.advanceTimersByTimeAsync(5000)
  DeadConnection.state = 'connected'
  await vi.advanceTimersByTimeAsync(1000)
  expect(told()).toEqual(['reconnecting both', 'connected'])
  last().accept()
  last().say(2, { type: 'peer-left', peer: 'cleo', reason: 'left' })
  last().say(3, welcome('ben'))
  expect(told().slice(2)).toEqual(['gone cleo', 'roster ben'])
})

test('signaling that stays away after media is back leaves the roster as it was', async () => {
  await join()
  facts = []
  last().drop()
  await vi.advanceTimersByTimeAsync(5000)
  DeadConnection.state = 'connected'
  // The contract gives it 5 s.
  await vi.advanceTimersByTimeAsync(5900)
  expect(told()).toEqual(['reconnecting both', 'connected', 'roster ben cleo'])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told()).toHaveLength(3)
})

test('signaling that is back late leaves media its whole time to follow', async () => {
  await join()
  DeadConnection.state = 'failed'
  facts = []
  last().drop()
  await vi.advanceTimersByTimeAsync(16_000)
  last().accept()
  last().say(2, welcome('ben', 'cleo'))
  await vi.advanceTimersByTimeAsync(9000)
  expect(told().at(-1)).toBe('reconnecting media')
  await vi.advanceTimersByTimeAsync(3000)
  expect(told().at(-1)).toBe('disconnected media-lost')
})

test('signaling that comes and goes does not renew the time of the whole', async () => {
  await join()
  DeadConnection.state = 'failed'
  facts = []
  for (let round = 0; round < 4; round += 1) {
    last().drop()
    await vi.advanceTimersByTimeAsync(5000)
    last().accept()
    last().say(2 + round, welcome('ben', 'cleo'))
    await vi.advanceTimersByTimeAsync(2000)
  }
  expect(told().at(-1)).toBe('disconnected connection-lost')
})
