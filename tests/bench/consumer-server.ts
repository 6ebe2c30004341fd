import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitFor } from './wait-for.ts'

/** `tests/consumers/server` where it is installed, in a process of its own. */
export class ConsumerServer {
  readonly #child: ChildProcess
  #output = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        this.#output += chunk
      })
  }

  /** Resolves when it has printed the links of its first visit. */
  static async start(folder: string, pages: string, env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ['server.js', pages], {
      cwd: folder,
      // Settings of the machine must not leak into what is tested.
      env: { PATH: process.env.PATH, PORT: '0', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const server = new ConsumerServer(child)
    await server.#links(0)
    return server
  }

  /** Links of a new visit for a host and a guest, to the page at that path. */
  async newVisit(path: string): Promise<readonly [host: string, guest: string]> {
    const known = this.#printed().length
    this.#child.stdin?.write('\n')
    const [host = '', guest = ''] = (await this.#links(known)).map((link) =>
      Object.assign(new URL(link), { pathname: path }).toString(),
    )
    return [host, guest]
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const exited = once(this.#child, 'exit')
    this.#child.kill()
    await exited
  }

  #printed() {
    return [...this.#output.matchAll(/^host: (\S+) +guest: (\S+)$/gm)]
  }

  async #links(index: number): Promise<readonly string[]> {
    const ended = () => this.#child.exitCode !== null
    await waitFor('links of a visit', () => ended() || this.#printed()[index], { timeoutMs: 60_000 })
    const links = this.#printed()[index]
    if (!links) throw new Error(`The server ended with ${this.#child.exitCode}: ${this.#output}`)
    return links.slice(1)
  }
}
