import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { waitFor } from './wait-for.ts'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
/** The test process is gone: nobody would ever end this one. */
const endsWithParent = 'data:text/javascript,process.on("disconnect",()=>process.exit())'

/** A server of an example, from source and in a process of its own, as its `npm start` runs it. It prints links that it leads to. */
export class ExampleServer {
  readonly #child: ChildProcess
  #output = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        this.#output += chunk
      })
  }

  /**
   * Resolves when it has printed as many links as `links`.
   *
   * @param folder working directory
   * @param env nothing else of this process's
   */
  static async start(
    [main, ...args]: readonly [string, ...string[]],
    { env, folder, links }: { readonly env: Readonly<Record<string, string>>; folder: string; links: number },
  ): Promise<ExampleServer> {
    const child = spawn(
      process.execPath,
      ['--liftoff-only', '--import', endsWithParent, '--import', tsx, '--conditions', '@televid/source', main, ...args],
      { cwd: folder, env: { PATH: process.env.PATH, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    )
    const server = new ExampleServer(child)
    const ended = () => child.exitCode !== null
    await waitFor('the links of the example', () => ended() || server.links.length === links, { timeoutMs: 60_000 })
    if (ended()) throw new Error(`The server ended with ${child.exitCode}: ${server.#output}`)
    return server
  }

  get links(): readonly string[] {
    return [...this.#output.matchAll(/^[a-z0-9 ]+: (http\S+)$/gm)].flatMap(([, link]) => link ?? [])
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exited = once(this.#child, 'exit')
    this.#child.kill()
    await exited
  }
}
