import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'

export interface CoturnServer {
  /** For `iceServers` of a browser. */
  readonly url: string
  /** Shared with whoever mints credentials (`static-auth-secret`). */
  readonly secret: string
  stop(): Promise<void>
}

/** Starts a TURN server of its own over UDP on a free loopback port, with its files in a temporary folder. */
export async function startCoturn(search: { readonly binary: string }): Promise<CoturnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'televid-coturn-'))
  const secret = randomBytes(24).toString('hex')
  const file = join(folder, 'turnserver.conf')

  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort('udp')
    await writeFile(file, configuration(folder, port, secret), { mode: 0o600 })
    const child = spawn(search.binary, ['-c', file], { cwd: folder, env: { LC_ALL: 'C' }, stdio: 'ignore' })
    // Should the test process die, its TURN server goes too.
    const end = (): void => void child.kill('SIGKILL')
    process.once('exit', end)
    const stop = async (): Promise<void> => {
      process.off('exit', end)
      await exited(child)
    }
    if (await answers(child, port)) {
      return {
        url: `turn:127.0.0.1:${port}?transport=udp`,
        secret,
        stop: async () => {
          await stop()
          await rm(folder, { recursive: true, force: true })
        },
      }
    }
    await stop()
    if (attempt === 3) {
      await rm(folder, { recursive: true, force: true })
      throw new Error('coturn did not start: run its turnserver program by hand to see why.')
    }
  }
}

function configuration(folder: string, port: number, secret: string): string {
  return [
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    `listening-port=${port}`,
    'no-tcp',
    'no-tls',
    'no-dtls',
    'no-cli',
    'fingerprint',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=televid.test',
    // Both participants' relayed addresses are on this machine, which coturn refuses as peers otherwise.
    'allow-loopback-peers',
    `userdb=${join(folder, 'turndb')}`,
    `pidfile=${join(folder, 'pid')}`,
    'log-file=stdout',
    '',
  ].join('\n')
}

/** Asks for a STUN binding until it is answered: a UDP port that nobody reads looks like a free one. */
async function answers(child: ChildProcess, port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  let answered = false
  // A port that is not open yet comes back as an error of the socket.
  socket
    .on('error', () => {})
    .on('message', () => {
      answered = true
    })
  // RFC 8489, section 5: type Binding, no attributes, magic cookie, transaction id.
  const request = Buffer.concat([Buffer.from('000100002112a442', 'hex'), randomBytes(12)])
  const deadline = Date.now() + 10_000
  while (!answered && Date.now() < deadline && running(child)) {
    socket.send(request, port, '127.0.0.1')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  socket.close()
  return answered && running(child)
}

function running(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** Not asked politely: coturn takes seconds to end allocations, and nothing of it is kept. */
async function exited(child: ChildProcess): Promise<void> {
  if (!running(child)) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
