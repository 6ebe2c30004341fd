import type { BrowserContext, Page } from 'playwright-core'
import type { Access, ConformanceService } from '../harness/conformance-harness.ts'

/** Fields of a grant or an answer that let somebody in; the rest (addresses, public keys, ids) is no secret. */
const secretField = /token|secret|session$|credential$|password|invite|apikey/i

/** What all pages of a run said, asked for and were given: some cases are verdicts on the whole run. */
export class RunRecord {
  readonly #consoles: (readonly string[])[] = []
  readonly #urls = new Set<string>()
  readonly #secrets = new Set<string>()
  readonly #ways = new Set<string>()

  /** Lines of every console, uncaught errors included. */
  get lines(): readonly string[] {
    return this.#consoles.flat()
  }

  /** Of every request and every socket. */
  get urls(): readonly string[] {
    return [...this.#urls]
  }

  /** Everything given to a page that lets somebody in. */
  get secrets(): readonly string[] {
    return [...this.#secrets]
  }

  /** URLs of the control planes that pages were told to use. */
  get ways(): readonly string[] {
    return [...this.#ways]
  }

  watch(context: BrowserContext, page: Page, console: readonly string[]): void {
    this.#consoles.push(console)
    context.on('request', (request) => this.#urls.add(request.url()))
    page.on('websocket', (socket) => this.#urls.add(socket.url()))
    context.on('response', async (response) => {
      if (![...this.#ways].some((way) => response.url().startsWith(way))) return
      if (!response.headers()['content-type']?.includes('json')) return
      // A page that is closed meanwhile takes its answers with it, and what it was given cannot leak any more.
      this.#collect('', await response.json().catch(() => null))
    })
  }

  given(access: Access): void {
    if ('grants' in access) this.#ways.add(access.grants)
    this.#collect('', access)
  }

  #collect(name: string, value: unknown): void {
    if (typeof value === 'string') {
      if (value.length >= 16 && secretField.test(name)) this.#secrets.add(value)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) this.#collect(key, inner)
    }
  }
}

const records = new WeakMap<ConformanceService, RunRecord>()

/** The record of the run in which this service was started. */
export function runRecordOf(service: ConformanceService): RunRecord {
  const known = records.get(service) ?? new RunRecord()
  records.set(service, known)
  return known
}
