import type { ConnectionTaps } from './connection-recorder.ts'

/** The page's end of a line through the runner; see ../runner/media-line.ts. */
export interface LineEnd {
  /** IPv4 address of the relays. */
  readonly address: string
  /** Relays that lead nowhere yet. */
  readonly ports: readonly number[]
}

declare global {
  interface Window {
    /** Makes a relay lead to an address and gives one more relay. */
    leadMedia(port: number, address: string, target: number): Promise<number>
  }
}

/**
 * Leads every UDP packet of the page's connections through relays: each address the page is told of becomes a relay, and so
 * does each address of the page that others are told of. What a relay cannot carry is not told: TCP, IPv6, host names, and
 * what a STUN server saw of the page. A TURN server is still used: its packets pass the relays as well.
 *
 * All of it happens in the turn of the call, so that nothing the page does changes its order.
 */
export function layMediaLine({ address, ports }: LineEnd): ConnectionTaps['peerConnection'] {
  const free = [...ports]
  const relays = new Map<string, number>()
  const relayTo = (target: string, port: number): number | null => {
    const key = `${target} ${port}`
    const known = relays.get(key)
    if (known !== undefined) return known
    const relay = free.shift()
    if (relay === undefined) {
      console.error(`The media line has no relay left for ${key}: the candidate is dropped.`)
      return null
    }
    relays.set(key, relay)
    // A page that is gone needs no further relays.
    window.leadMedia(relay, target, port).then(
      (fresh) => free.push(fresh),
      () => {},
    )
    return relay
  }
  /** RFC 8839 section 5.1: foundation, component, transport, priority, address, port, "typ", type, … */
  const rewritten = (candidate: string, types: RegExp): string | null => {
    const [foundation, component, transport = '', priority, target = '', port, typ, type = '', ...rest] =
      candidate.split(' ')
    if (transport.toLowerCase() !== 'udp' || !/^\d+(\.\d+){3}$/.test(target) || !types.test(type)) return null
    const relay = relayTo(target, Number(port))
    return relay === null
      ? null
      : [foundation, component, transport, priority, address, relay, typ, type, ...rest].join(' ')
  }
  const remote = (candidate: string) => rewritten(candidate, /./)
  const own = (candidate: string) => rewritten(candidate, /^(host|relay)$/)

  rewriteRemote(remote)
  rewriteOwn(own)
  return (connection) => retellCandidates(connection, own)
}

type Rewrite = (candidate: string) => string | null

function inDescription(sdp: string, rewrite: Rewrite): string {
  return sdp.replace(/^a=(candidate:[^\r\n]*)\r?\n/gm, (_, candidate: string) => {
    const told = rewrite(candidate)
    return told === null ? '' : `a=${told}\r\n`
  })
}

/** What the page is told of the others. */
function rewriteRemote(rewrite: Rewrite): void {
  // Without the deprecated callback signatures, whose further arguments are passed on.
  const prototype: {
    addIceCandidate(init?: RTCIceCandidateInit | null, ...rest: unknown[]): Promise<void>
    setRemoteDescription(description: RTCSessionDescriptionInit, ...rest: unknown[]): Promise<void>
  } = RTCPeerConnection.prototype
  const { addIceCandidate, setRemoteDescription } = prototype
  prototype.addIceCandidate = async function (init, ...rest) {
    if (!init?.candidate) return addIceCandidate.call(this, init, ...rest)
    const { candidate, sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = init
    const told = rewrite(candidate)
    if (told === null) return
    return addIceCandidate.call(this, { candidate: told, sdpMid, sdpMLineIndex, usernameFragment }, ...rest)
  }
  prototype.setRemoteDescription = function ({ type, sdp = '' }, ...rest) {
    return setRemoteDescription.call(this, { type, sdp: inDescription(sdp, rewrite) }, ...rest)
  }
}

/** What the page can tell others of itself, in descriptions. */
function rewriteOwn(rewrite: Rewrite): void {
  const prototype = RTCPeerConnection.prototype
  for (const name of ['localDescription', 'currentLocalDescription', 'pendingLocalDescription'] as const) {
    const { get } = Object.getOwnPropertyDescriptor(prototype, name) ?? {}
    if (!get) throw new Error(`${name} is not an accessor`)
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: RTCPeerConnection): RTCSessionDescription | null {
        const real: RTCSessionDescription | null = get.call(this)
        return real && new RTCSessionDescription({ type: real.type, sdp: inDescription(real.sdp, rewrite) })
      },
    })
  }
  // An offer or answer holds what was gathered before; the browser does not need it back.
  const without = ({ type, sdp = '' }: RTCSessionDescriptionInit) => ({ type, sdp: inDescription(sdp, () => null) })
  const makers = prototype as unknown as Record<
    'createOffer' | 'createAnswer',
    (...args: unknown[]) => Promise<RTCSessionDescriptionInit>
  >
  for (const name of ['createOffer', 'createAnswer'] as const) {
    const make = makers[name]
    makers[name] = async function (this: RTCPeerConnection, ...args) {
      const [done, ...rest] = args
      if (typeof done === 'function') {
        return make.call(this, (made: RTCSessionDescriptionInit) => done(without(made)), ...rest)
      }
      return without(await make.apply(this, args))
    }
  }
}

/** What the page can tell others of itself, candidate by candidate. Called before anybody else can listen. */
function retellCandidates(connection: RTCPeerConnection, rewrite: Rewrite): void {
  const retold = new WeakSet<Event>()
  connection.addEventListener('icecandidate', (event) => {
    const { candidate } = event
    if (retold.has(event) || !candidate?.candidate) return
    event.stopImmediatePropagation()
    const told = rewrite(candidate.candidate)
    if (told === null) return
    const again = new RTCPeerConnectionIceEvent('icecandidate', {
      candidate: new RTCIceCandidate({ ...candidate.toJSON(), candidate: told }),
    })
    retold.add(again)
    connection.dispatchEvent(again)
  })
}
