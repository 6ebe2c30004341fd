import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Participant } from '../bench/participant.ts'

declare global {
  interface Window {
    detour(candidate: string): Promise<string>
  }
}

/**
 * Puts every packet between the given pages on a detour through this process, which can drop them: the kernel of a test
 * machine need not know `tc netem`, and Chromium's own network emulation leaves WebRTC alone.
 */
export class UdpRelay {
  readonly #sockets = new Set<Socket>()
  readonly #dead = new Set<Socket>()
  /** Drops everything. */
  blackout = false

  /** Call before the page joins. Candidates in descriptions are dropped, trickled ones lead to the relay. */
  async detour({ page }: Participant): Promise<void> {
    await page.exposeFunction('detour', (candidate: string) => this.#rewrite(candidate))
    await page.evaluate(() => {
      // Without the deprecated callback signatures.
      const prototype: {
        addIceCandidate(init?: RTCIceCandidateInit | null): Promise<void>
        setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>
      } = RTCPeerConnection.prototype
      const { addIceCandidate, setRemoteDescription } = prototype
      prototype.addIceCandidate = async function detoured(init) {
        const candidate = init?.candidate
        return addIceCandidate.call(this, candidate ? { ...init, candidate: await window.detour(candidate) } : init)
      }
      prototype.setRemoteDescription = function stripped({ type, sdp = '' }) {
        return setRemoteDescription.call(this, { type, sdp: sdp.replace(/^a=candidate:.*\r\n/gm, '') })
      }
    })
  }

  /** What a change of network does: every path that exists is dead for good, new ones work. */
  killPaths(): void {
    for (const socket of this.#sockets) this.#dead.add(socket)
  }

  close(): void {
    for (const socket of this.#sockets) socket.close()
    this.#sockets.clear()
  }

  /** RFC 8839 section 5.1: foundation, component, transport, priority, address, port, … */
  async #rewrite(candidate: string): Promise<string> {
    const parts = candidate.split(' ')
    const [, , transport, , address = '', port = ''] = parts
    if (transport?.toLowerCase() !== 'udp') return candidate
    const entrance = await this.#open(address)
    const exits = new Map<string, Promise<Socket>>()
    entrance.on('message', (packet, from) => {
      const key = `${from.address} ${from.port}`
      let exit = exits.get(key)
      if (!exit) {
        exit = this.#open(address)
        exits.set(key, exit)
        void exit.then((socket) =>
          socket.on('message', (answer) => this.#forward(entrance, entrance, answer, from.port, from.address)),
        )
      }
      void exit.then((socket) => this.#forward(entrance, socket, packet, Number(port), address))
    })
    parts[5] = String(entrance.address().port)
    return parts.join(' ')
  }

  #forward(path: Socket, socket: Socket, packet: Uint8Array, port: number, address: string): void {
    if (this.blackout || this.#dead.has(path) || !this.#sockets.has(socket)) return
    socket.send(packet, port, address)
  }

  #open(address: string): Promise<Socket> {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    socket.on('error', () => {})
    this.#sockets.add(socket)
    return new Promise((resolve) => socket.bind(0, address, () => resolve(socket)))
  }
}
