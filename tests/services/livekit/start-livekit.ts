import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { freePort } from '../free-port.ts'

export interface LivekitServer {
  /** `ws://127.0.0.1:<port>`, the same over restarts. */
  readonly url: string
  readonly port: number
  readonly apiKey: string
  readonly apiSecret: string
  /** For a control plane: browsers are given no ICE server, so that media stays on this machine. */
  readonly settings: {
    readonly url: string
    readonly apiKey: string
    readonly apiSecret: string
    readonly iceServers: []
  }
  /** `kill -9`. */
  kill(): Promise<void>
  /** Asks it to end twice, as an operator does who does not wait for the last call to be over: participants are told. */
  shutdown(): Promise<void>
  /** After `kill` or `shutdown`: the same ports and keys; rooms are forgotten. */
  restart(): Promise<void>
  /** Holds the process (`SIGSTOP`) until {@link LivekitServer.thaw}. */
  freeze(): void
  thaw(): void
  /** The last lines it wrote. */
  log(): string
  /** Ends it for good. */
  stop(): Promise<void>
}

export interface LivekitOptions {
  /** Where webhooks go. */
  readonly webhook?: string
  /** Seconds an empty room stays open; the default of LiveKit is 20. */
  readonly departureTimeout?: number
}

/**
 * Starts a LiveKit server of its own, bound to loopback, on free ports. Several may run beside each other. It ends with the
 * process that started it, whichever way that one ends.
 */
export async function startLivekit(
  search: { readonly binary: string },
  options: LivekitOptions = {},
): Promise<LivekitServer> {
  const apiKey = 'televid-test'
  const apiSecret = randomBytes(32).toString('hex')
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const configuration = JSON.stringify({
      port,
      bind_addresses: ['127.0.0.1'],
      keys: { [apiKey]: apiSecret },
      logging: { level: 'info', pion_level: 'error' },
      rtc: {
        udp_port: await freePort('udp'),
        // Its listener cannot be bound to loopback.
        tcp_port: 0,
        // Candidates of this machine alone, so that media stays on loopback; a client is told no STUN server that answers.
        node_ip: '127.0.0.1',
        use_external_ip: false,
        enable_loopback_candidate: true,
        interfaces: { includes: ['lo'] },
        use_ice_lite: true,
        stun_servers: ['127.0.0.1:9'],
      },
      room: { departure_timeout: options.departureTimeout ?? 20 },
      ...(options.webhook && { webhook: { api_key: apiKey, urls: [options.webhook] } }),
    })
    const lines: string[] = []
    let running = run(search.binary, configuration, lines)
    const url = `ws://127.0.0.1:${port}`
    const server: LivekitServer = {
      url,
      port,
      apiKey,
      apiSecret,
      settings: { url, apiKey, apiSecret, iceServers: [] },
      kill: () => running.end('SIGKILL'),
      async shutdown() {
        // It takes the second signal only once it has read the first.
        running.child.kill('SIGTERM')
        const drained = () => lines.some((line) => line.includes('exit requested, shutting down'))
        while (isRunning(running.child) && !drained()) await new Promise((resolve) => setTimeout(resolve, 20))
        await running.end('SIGTERM')
      },
      async restart() {
        running = run(search.binary, configuration, lines)
        if (!(await answers(running.child, port))) throw new Error(`LiveKit did not come back:\n${lines.join('')}`)
      },
      freeze: () => void running.child.kill('SIGSTOP'),
      thaw: () => void running.child.kill('SIGCONT'),
      log: () => lines.join(''),
      stop: () => running.end('SIGKILL'),
    }
    if (await answers(running.child, port)) return server
    await server.stop()
    if (attempt === 3) throw new Error(`LiveKit did not start:\n${lines.join('')}`)
  }
}

function run(binary: string, configuration: string, lines: string[]) {
  const child = spawn(binary, [], {
    env: { HOME: '/nonexistent', LIVEKIT_CONFIG: configuration },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.on('error', (error) => lines.push(`${error.message}\n`))
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      lines.push(String(chunk))
      lines.splice(0, lines.length - 200)
    })
  // A pipe closes when its owner ends, however it ends: the watcher then ends the server, also a stopped one.
  const watcher = spawn('sh', ['-c', 'cat >/dev/null; kill -9 "$0" 2>/dev/null', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.unref()
  const exited = once(child, 'exit')
  return {
    child,
    async end(signal: NodeJS.Signals): Promise<void> {
      if (isRunning(child)) {
        child.kill(signal)
        await exited
      }
      // Before its pipe, so that it does not reach for a process number that may be somebody else's by now.
      watcher.kill('SIGKILL')
    },
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + 15_000
  while (Date.now() < deadline && isRunning(child)) {
    const ok = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return isRunning(child)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
