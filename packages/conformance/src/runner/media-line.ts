import type { BrowserContext } from 'playwright-core'
import type { LineEnd } from '../probe/media-line.ts'
import { randomNumbers } from './random-numbers.ts'
import { relayAddress, UdpRelay } from './udp-relay.ts'

/** What cases.md calls a bad line: each packet, in either direction. */
const badLine = { loss: 0.1, delayMs: 150 } as const
/** Each candidate of a page takes one, and is given one more. */
const portCount = 24

/**
 * The line of one page: its media packets pass UDP relays of this process, in both directions. Neither root nor the service
 * is needed. The probe half (../probe/media-line.ts) puts the relays into the ICE candidates, those of the page as well as
 * those it is told of, so that neither side learns an address behind the line.
 */
export class MediaLine {
  readonly end: LineEnd
  readonly #relays: Map<number, UdpRelay>
  readonly #random: () => number
  #cuts = 0
  #spoils = 0

  private constructor(relays: readonly UdpRelay[], end: LineEnd, random: () => number) {
    this.#relays = new Map(relays.map((relay) => [relay.port, relay]))
    this.#random = random
    this.end = end
  }

  /** @param seed of the packets that a bad line loses, a whole number */
  static async open(seed: number): Promise<MediaLine> {
    const address = relayAddress()
    let line: MediaLine
    const relays = await Promise.all(
      Array.from({ length: portCount }, () => UdpRelay.open(address, (pass) => line.#gate(pass))),
    )
    line = new MediaLine(relays, { address, ports: relays.map(({ port }) => port) }, randomNumbers(seed))
    return line
  }

  /** Must be done before the page connects to anybody; its probe has to be given {@link end}. */
  async layTo(context: BrowserContext): Promise<void> {
    await context.exposeBinding('leadMedia', (_, port: number, address: string, target: number) =>
      this.lead(port, address, target),
    )
  }

  /** From now on a port of the line leads there. Resolves with a fresh port. */
  async lead(port: number, address: string, target: number): Promise<number> {
    this.#relays.get(port)?.leadTo(address, target)
    const fresh = await UdpRelay.open(this.end.address, (pass) => this.#gate(pass))
    this.#relays.set(fresh.port, fresh)
    return fresh.port
  }

  /** Drops every packet, those of connections made meanwhile too, until the returned function is called. */
  cut(): () => void {
    this.#cuts += 1
    return () => {
      this.#cuts -= 1
    }
  }

  /** 10 % loss and 150 ms in each direction until the returned function is called. */
  degrade(): () => void {
    this.#spoils += 1
    return () => {
      this.#spoils -= 1
    }
  }

  close(): void {
    for (const relay of this.#relays.values()) relay.close()
    this.#relays.clear()
  }

  #gate(pass: () => void): void {
    if (this.#cuts > 0) return
    if (this.#spoils === 0) pass()
    else if (this.#random() >= badLine.loss) {
      setTimeout(() => {
        if (this.#cuts === 0) pass()
      }, badLine.delayMs)
    }
  }
}
