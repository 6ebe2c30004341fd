import type { Capabilities } from '@televid/core'
import type { BrowserContext, Page } from 'playwright-core'
import type { Access, ConformanceService } from '../harness/conformance-harness.ts'
import type { FactRule } from '../trace/fact-rule.ts'
import type { PageTrace } from '../trace/trace-entry.ts'
import { randomLetters } from './new-room.ts'
import { ParticipantMinutes } from './participant-minutes.ts'
import { verdictOn } from './trace-verdict.ts'

/** Fields of a grant or an answer that let somebody in; the rest (addresses, public keys, ids) is no secret. */
const secretField = /token|secret|session$|credential$|password|invite|apikey/i

/** A fact against the contract of adapters, which core coped with. */
export interface ContractViolation {
  readonly case: string
  readonly page: string
  readonly rule: FactRule
  readonly text: string
}

/** What all pages of a run said, asked for and were given: some cases are verdicts on the whole run. */
export class RunRecord {
  /** Part of the names of all rooms. */
  readonly run = randomLetters(6)
  readonly minutes = new ParticipantMinutes()
  readonly #consoles: (readonly string[])[] = []
  readonly #urls = new Set<string>()
  readonly #secrets = new Set<string>()
  readonly #ways = new Set<string>()
  readonly #services = new Set<ConformanceService>()

  readonly #violations = new Map<string, ContractViolation>()
  #tracesJudged = 0
  #broken: string[] = []

  /** Facts of the adapter against its contract, each once, with the case in which it was seen. */
  get violations(): readonly ContractViolation[] {
    return [...this.#violations.values()]
  }

  /** Invariants that any trace broke, with case, page and entry. */
  get broken(): readonly string[] {
    return this.#broken
  }

  /** Traces looked at so far, the same one again after each further case. */
  get tracesJudged(): number {
    return this.#tracesJudged
  }

  /** Judges what the pages of a case recorded; returns the broken invariants. */
  judge(id: string, traces: readonly PageTrace[], capabilities: Capabilities): readonly string[] {
    const { broken, violations } = verdictOn(traces, capabilities)
    this.#tracesJudged += traces.filter(({ entries }) => entries.some(({ kind }) => kind === 'event')).length
    this.#broken.push(...broken.map((text) => `${id}: ${text}`))
    for (const { page, rule, text, seq, at } of violations) {
      const key = `${page} ${at} ${seq} ${rule}`
      if (!this.#violations.has(key)) this.#violations.set(key, { case: id, page, rule, text })
    }
    return broken
  }

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

  /** URLs of the control planes that pages were told to use, and of services that named their own. */
  get ways(): readonly string[] {
    return [...this.#ways, ...[...this.#services].flatMap(({ hosts = [] }) => hosts)]
  }

  watch(context: BrowserContext, page: Page, console: readonly string[]): void {
    this.#consoles.push(console)
    context.on('request', (request) => this.#urls.add(request.url()))
    page.on('websocket', (socket) => this.#urls.add(socket.url()))
    context.on('response', async (response) => {
      if (!this.ways.some((way) => response.url().startsWith(way))) return
      if (!response.headers()['content-type']?.includes('json')) return
      // A page that is closed meanwhile takes its answers with it, and what it was given cannot leak any more.
      this.#collect('', await response.json().catch(() => null))
    })
  }

  /** Where a service is, it may find out as it goes. */
  serves(service: ConformanceService): void {
    this.#services.add(service)
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
