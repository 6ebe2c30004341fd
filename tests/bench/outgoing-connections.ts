import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'
import { isLocalHost } from './network-log.ts'

/**
 * Records where this process connects to or asks a name for, from now on; everything in Node that leaves the machine
 * (fetch, ws, pg) goes through these. Returns the live list of `host:port`, sockets in the file system left out.
 */
export function recordOutgoingConnections(): string[] {
  const contacted: string[] = []

  const connect = net.Socket.prototype.connect
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    // Node hands its own normalized arguments over as one array.
    const [first, second] = Array.isArray(args[0]) ? args[0] : args
    if (typeof first === 'object' && first !== null) {
      const { host = 'localhost', port, path } = first as { host?: string; port?: number; path?: string }
      if (path === undefined || path === null) contacted.push(`${host}:${port}`)
    } else if (typeof first === 'number') {
      contacted.push(`${typeof second === 'string' ? second : 'localhost'}:${first}`)
    }
    return Reflect.apply(connect, this, args)
  } as typeof connect

  for (const resolver of [dns, dns.promises]) {
    const lookup = resolver.lookup as (...args: unknown[]) => unknown
    Object.assign(resolver, {
      lookup: (...args: unknown[]) => {
        contacted.push(`${args[0]}:dns`)
        return Reflect.apply(lookup, resolver, args)
      },
    })
  }

  const send = dgram.Socket.prototype.send
  dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]) {
    contacted.push(`${args.findLast((argument) => typeof argument === 'string') ?? 'localhost'}:udp`)
    return Reflect.apply(send, this, args)
  } as typeof send

  return contacted
}

/** Those of `contacted` that are not this machine. */
export function foreignConnections(contacted: readonly string[]): string[] {
  return contacted.filter((entry) => !isLocalHost(entry.slice(0, entry.lastIndexOf(':'))))
}
