import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'

/** Lets a packet pass now, later or never. */
export type Gate = (pass: () => void) => void

/** The IPv4 address at which the pages of this machine reach its relays. */
export function relayAddress(): string {
  const own = ownAddresses().find(({ internal }) => !internal)
  return own?.address ?? '127.0.0.1'
}

/**
 * A UDP port whose packets go on to one target. To the target each sender is a port of its own, so the target's answers
 * find the way back.
 */
export class UdpRelay {
  readonly port: number
  readonly #entrance: Socket
  readonly #gate: Gate
  readonly #exits = new Map<string, Socket>()
  #target: { readonly address: string; readonly port: number } | null = null
  #closed = false

  private constructor(entrance: Socket, gate: Gate) {
    this.#entrance = entrance
    this.#gate = gate
    this.port = entrance.address().port
    entrance.on('message', (packet, from) => this.#receive(packet, from))
  }

  /** @param address of this machine */
  static async open(address: string, gate: Gate): Promise<UdpRelay> {
    const entrance = socket()
    await new Promise<void>((resolve, reject) => {
      entrance.once('error', reject)
      entrance.bind(0, address, resolve)
    })
    return new UdpRelay(entrance, gate)
  }

  /** Until then every packet is dropped. A page that was loaded again gives its ports new targets. */
  leadTo(address: string, port: number): void {
    if (this.#target?.address === address && this.#target.port === port) return
    this.#target = { address, port }
    for (const exit of this.#exits.values()) exit.close()
    this.#exits.clear()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const each of [this.#entrance, ...this.#exits.values()]) each.close()
    this.#exits.clear()
  }

  #receive(packet: Uint8Array, from: RemoteInfo): void {
    const target = this.#target
    // A relay is for the pages and servers of this machine, whoever else can reach its port.
    if (!target || !ownAddresses().some(({ address }) => address === from.address)) return
    const key = `${from.address} ${from.port}`
    const exit = this.#exits.get(key) ?? this.#exit(target, from)
    this.#exits.set(key, exit)
    this.#gate(() => {
      if (!this.#closed && this.#exits.get(key) === exit) exit.send(packet, target.port, target.address)
    })
  }

  #exit(target: { readonly address: string; readonly port: number }, to: RemoteInfo): Socket {
    const exit = socket()
    exit.on('message', (answer, from) => {
      if (from.port !== target.port || from.address !== target.address) return
      this.#gate(() => {
        if (!this.#closed) this.#entrance.send(answer, to.port, to.address)
      })
    })
    return exit
  }
}

function socket(): Socket {
  // A packet that cannot be sent is a lost one.
  return createSocket('udp4').on('error', () => {})
}

let known: { readonly at: number; readonly addresses: readonly OwnAddress[] } | null = null
interface OwnAddress {
  readonly address: string
  readonly internal: boolean
}

/** Asked for each packet, so kept for a second. */
function ownAddresses(): readonly OwnAddress[] {
  if (known && performance.now() - known.at < 1000) return known.addresses
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family }) => family === 'IPv4')
  known = { at: performance.now(), addresses }
  return addresses
}
