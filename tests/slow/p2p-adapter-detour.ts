import { isIPv6 } from 'node:net'
import { type Gate, UdpRelay } from '../../packages/conformance/src/runner/udp-relay.ts'
import type { Participant } from '../bench/participant.ts'

declare global {
  interface Window {
    /** `null` for a candidate that is not to be used. */
    detour(candidate: string): Promise<string | null>
  }
}

/**
 * Puts every packet between the given pages on a detour through this process, which can drop them: the kernel of a test
 * machine need not know `tc netem`, and Chromium's own network emulation leaves WebRTC alone.
 */
export class Detour {
  readonly #relays = new Set<UdpRelay>()
  readonly #dead = new Set<UdpRelay>()
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
        if (!candidate) return addIceCandidate.call(this, init)
        const detour = await window.detour(candidate)
        if (detour !== null) return addIceCandidate.call(this, { ...init, candidate: detour })
      }
      prototype.setRemoteDescription = function stripped({ type, sdp = '' }) {
        return setRemoteDescription.call(this, { type, sdp: sdp.replace(/^a=candidate:.*\r\n/gm, '') })
      }
    })
  }

  /** What a change of network does: every path that exists is dead for good, new ones work. */
  killPaths(): void {
    for (const relay of this.#relays) this.#dead.add(relay)
  }

  close(): void {
    for (const relay of this.#relays) relay.close()
    this.#relays.clear()
  }

  /** RFC 8839 section 5.1: foundation, component, transport, priority, address, port, … */
  async #rewrite(candidate: string): Promise<string | null> {
    const parts = candidate.split(' ')
    const [, , transport, , address = '', port = ''] = parts
    if (transport?.toLowerCase() !== 'udp') return candidate
    // Relays have IPv4 only; another way around them would not be cut.
    if (isIPv6(address)) return null
    const gate: Gate = (pass) => {
      if (!this.blackout && !this.#dead.has(relay)) pass()
    }
    const relay = await UdpRelay.open(address, gate)
    this.#relays.add(relay)
    relay.leadTo(address, Number(port))
    parts[5] = String(relay.port)
    return parts.join(' ')
  }
}
