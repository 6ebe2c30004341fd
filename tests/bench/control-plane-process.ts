import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CallAnswer, CallName, ControlPlaneCalls, ControlPlaneSettings } from './control-plane-call.ts'
import { foreignConnections } from './outgoing-connections.ts'

const main = join(import.meta.dirname, 'control-plane-main.ts')
/** Usually 3 s; this is for a machine with much else to do. */
const startMs = 60_000

/** A control plane with p2p in a process of its own, so that a test can kill it; also serves the test pages. */
export class ControlPlaneProcess {
  readonly #child: ChildProcess
  readonly #calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  readonly #output: string[] = []
  #nextCall = 1
  port = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => this.#output.push(String(chunk)))
    child.on('message', (message: { readonly port: number } | CallAnswer) => this.#receive(message))
    child.on('exit', () => {
      for (const { reject } of this.#calls.values())
        reject(new Error(`the control plane ended:\n${this.#output.join('')}`))
      this.#calls.clear()
    })
  }

  /** Resolves when it listens; rejects with what it printed when it ends before. */
  static async start(settings: ControlPlaneSettings): Promise<ControlPlaneProcess> {
    const child = spawn(
      process.execPath,
      // PGlite compiled once and not a second time for speed, which costs more than it brings in a short life.
      ['--liftoff-only', '--import', 'tsx', '--conditions', '@televid/source', main, JSON.stringify(settings)],
      // Settings of the machine must not leak into what is tested.
      { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { PATH: process.env.PATH, TZ: 'UTC' } },
    )
    const control = new ControlPlaneProcess(child)
    const deadline = setTimeout(() => child.kill('SIGKILL'), startMs)
    try {
      await control.#answer(0)
      return control
    } finally {
      clearTimeout(deadline)
    }
  }

  call<N extends CallName>(name: N, input: ControlPlaneCalls[N]['input']): Promise<ControlPlaneCalls[N]['output']> {
    const id = this.#nextCall
    this.#nextCall += 1
    // Without the callback, an ended process would throw into whoever listens for nothing.
    this.#child.send({ id, name, input }, (error) => error && this.#calls.get(id)?.reject(error))
    return this.#answer(id) as Promise<ControlPlaneCalls[N]['output']>
  }

  /** Hosts outside this machine that the process connected to or looked up. */
  async foreignConnections(): Promise<string[]> {
    return foreignConnections(await this.call('outgoing', null))
  }

  /** Everything the process printed. */
  get output(): string {
    return this.#output.join('')
  }

  /** SIGKILL: no goodbye, no flush. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** The polite way. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000)
    await this.#end('SIGTERM')
    clearTimeout(timer)
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exited = once(this.#child, 'exit')
    this.#child.kill(signal)
    await exited
  }

  #answer(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#calls.set(id, { resolve, reject }))
  }

  #receive(message: { readonly port: number } | CallAnswer): void {
    if ('port' in message) {
      this.port = message.port
      this.#calls.get(0)?.resolve(undefined)
      this.#calls.delete(0)
      return
    }
    const call = this.#calls.get(message.id)
    this.#calls.delete(message.id)
    if ('error' in message) call?.reject(new Error(message.error))
    else call?.resolve(message.output)
  }
}
