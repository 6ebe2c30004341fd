import type { JoinOptions, RoomSnapshot, TelevidError } from '@televid/core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Access } from '../harness/conformance-harness.ts'
import { otherDevice } from '../harness/other-device.ts'
import type { Person } from '../harness/person.ts'
import { screenOf } from '../harness/screen-of.ts'
import type { Outcome } from '../page/conformance-page.ts'
import type { BenchOptions, SyntheticMedia } from '../probe/index.ts'
import type { PageTrace } from '../trace/trace-entry.ts'
import { browserLine } from './browser-line.ts'
import { joinByItself } from './join-by-itself.ts'
import type { MediaLine } from './media-line.ts'
import type { PageBench } from './page-bench.ts'
import { PageTraces } from './page-traces.ts'
import type { Tab } from './tab-pool.ts'
import { type WaitOptions, waitFor } from './wait-for.ts'

/** Chromium's fake camera changes about 2 % of its pixels between two looks, video noise of a still picture none. */
const moving = 0.004
/** Mean of all pixels: the white bar and the codec lift each channel by some twenty steps. */
const tolerance = 60

export interface OpenOptions {
  readonly role?: 'host' | 'guest' | 'observer'
  /** Devices beside voice and picture of the person. */
  readonly devices?: BenchOptions
  /** Bytes of the key with which the room is encrypted; absent: in the clear. */
  readonly key?: readonly number[]
  /** `false`: core hears the provider alone, see `AccessRequest`; default `true`. */
  readonly channel?: boolean
}

/** How a join was refused. */
export interface Refusal {
  readonly code: string
  readonly retryable: boolean
  readonly typed: boolean
  /** Whether the error carries what the vendor, the browser or the service raised. */
  readonly cause: boolean
}

/** One person in a page of their own: acts through the public API of core, and looks at media from outside of it. */
export class PersonPage {
  readonly person: Person
  readonly page: Page
  readonly console: string[] = []
  /** Its traces and its console can still be read. */
  closed = false
  room = ''
  /** What it was given to get into the room. */
  access: Access | null = null
  readonly #bench: PageBench
  readonly #traces: PageTraces
  readonly #tab: Tab
  readonly #line: MediaLine | undefined
  /** As it came: the next case may have it. */
  #reusable: boolean
  /** Ends the count of participant-minutes that began with the first access. */
  #endStay: (() => void) | undefined

  private constructor(person: Person, tab: Tab, bench: PageBench, line?: MediaLine) {
    const { context, page } = tab
    this.person = person
    this.#tab = tab
    this.page = page
    this.#bench = bench
    this.#line = line
    this.#reusable = line === undefined
    this.#traces = new PageTraces(person.identity, page)
    page.on('console', (message) => {
      // What code logs has arguments; what the browser writes by itself, of a failed request for example, has none.
      const by = message.args().length === 0 ? browserLine : ''
      this.console.push(`${by}${message.type()}: ${message.text()}`)
    })
    bench.record.watch(context, page, this.console)
    page.on('pageerror', (error) => this.console.push(`uncaught: ${error.stack ?? error.message}`))
  }

  static async open(bench: PageBench, person: Person, devices: BenchOptions = {}): Promise<PersonPage> {
    const line = await bench.lines?.open()
    const tab = await (line ? bench.tabs.open() : bench.tabs.take())
    await line?.layTo(tab.context)
    const page = new PersonPage(person, tab, bench, line)
    await page.page.goto(pageUrl(bench, person, devices, line))
    return page
  }

  /** A page that does everything by itself, because what a test evaluates in a page counts as a gesture of its user. */
  static async openByItself(
    bench: PageBench,
    browser: Browser,
    person: Person,
    room: string,
    resumes: boolean,
  ): Promise<PersonPage> {
    const tab = await bench.tabs.open(browser)
    const { identity, displayName } = person
    const access = await bench.service.access({ room, identity, displayName, role: 'guest' })
    bench.record.given(access)
    await tab.context.addInitScript(joinByItself, { room, access, resumes })
    const page = new PersonPage(person, tab, bench)
    page.#reusable = false
    page.#admitted(room, access)
    await page.page.goto(pageUrl(bench, person, {}))
    return page
  }

  /** Of the browser. Whoever asks for it may change it, so it is not used again. */
  get context(): BrowserContext {
    this.#reusable = false
    return this.#tab.context
  }

  get identity(): string {
    return this.person.identity
  }

  /** Gets access to a room and makes it in the page; nothing is joined. */
  async enter(room: string, { role = 'guest', key, channel = true }: Omit<OpenOptions, 'devices'> = {}): Promise<void> {
    const { identity, displayName } = this.person
    const access = await this.#bench.service.access({ room, identity, displayName, role, channel })
    this.#bench.record.given(access)
    this.#admitted(room, access)
    await this.page.evaluate(([name, given, options]) => window.conformance.open(name, given, options), [
      room,
      access,
      key ? { key } : {},
    ] as const)
  }

  #admitted(room: string, access: Access): void {
    this.#endStay ??= this.#bench.record.minutes.start()
    this.room = room
    this.access = access
    if (this.#line) this.#bench.lines?.assign(this.#line, { room, identity: this.identity })
  }

  /** Joins with camera and microphone unless told otherwise; fails with the error's own words. */
  async join(options: JoinOptions = { camera: true, microphone: true }): Promise<void> {
    await this.start('join', options)
    const outcome = await this.settled('join', { timeoutMs: 20_000 })
    if (outcome.state === 'failed')
      throw new Error(`${this.identity} could not join: ${outcome.code}: ${outcome.message}`)
  }

  /** Calls `room.join` without waiting for it. */
  async start(name: string, options: JoinOptions): Promise<void> {
    await this.page.evaluate(
      ([called, asked]) => window.conformance.start(called, () => window.conformance.room.join(asked)),
      [name, options] as const,
    )
  }

  outcome(name: string): Promise<Outcome> {
    return this.page.evaluate((asked) => window.conformance.outcome(asked), name)
  }

  /** Waits until a started call ended, either way. */
  async settled(name: string, options?: WaitOptions): Promise<Exclude<Outcome, { state: 'pending' }>> {
    const ended = await waitFor(
      `${this.identity}'s ${name} to end`,
      async () => {
        const outcome = await this.outcome(name)
        return outcome.state !== 'pending' && outcome
      },
      options,
    )
    return ended as Exclude<Outcome, { state: 'pending' }>
  }

  async leave(): Promise<void> {
    await this.page.evaluate(() => window.conformance.room.leave())
  }

  snapshot(): Promise<RoomSnapshot> {
    return this.page.evaluate(() => window.conformance.room.snapshot)
  }

  events(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.conformance.events)
  }

  /** Identities of the others, sorted. */
  async roster(): Promise<string[]> {
    return (await this.snapshot()).participants.map(({ identity }) => identity).sort()
  }

  async state(): Promise<RoomSnapshot['connection']['state']> {
    return (await this.snapshot()).connection.state
  }

  async turn(source: 'camera' | 'microphone', on: boolean): Promise<void> {
    await this.page.evaluate(([name, wanted]) => window.conformance.room.local[name][wanted ? 'enable' : 'disable'](), [
      source,
      on,
    ] as const)
  }

  /** Whether this page presents new frames of that person that differ, in that person's color. */
  async sees(person: Person, source = 'camera'): Promise<boolean> {
    const selector = `video[data-identity="${person.identity}"][data-source="${source}"]`
    const look = await this.page.evaluate((asked) => window.bench.look(asked), selector)
    if (look === null || look.frames === 0 || look.changed < moving) return false
    return (
      source !== 'camera' ||
      look.color.every((value, index) => Math.abs(value - (person.color[index] ?? 0)) < tolerance)
    )
  }

  /** How often each voice is let out of the loudspeaker of this page. */
  async hears(...people: readonly Person[]): Promise<number[]> {
    const tones = people.map(({ tone }) => tone)
    const heard = await this.page.evaluate((asked) => window.bench.heard(asked), tones)
    return tones.map((tone) => heard[tone] ?? 0)
  }

  /** Kinds of every capture and every clone that is still live. */
  liveTracks(): Promise<string[]> {
    return this.page.evaluate(() => window.bench.liveTracks().map(({ kind }) => kind))
  }

  /** Numbers of the captures of that kind of which anything is live. */
  captures(kind: 'audio' | 'video'): Promise<number[]> {
    return this.page.evaluate((asked) => {
      const live = window.bench.liveTracks().filter((track) => track.kind === asked)
      return [...new Set(live.flatMap(({ capture }) => capture ?? []))]
    }, kind)
  }

  /** RTP payload that arrives in this page, in bytes per second, measured over half a second. */
  arriving(): Promise<{ readonly audio: number; readonly video: number }> {
    return this.page.evaluate(async () => {
      const [start, before] = [performance.now(), await window.bench.bytes()]
      await new Promise((resolve) => setTimeout(resolve, 500))
      const { received } = await window.bench.bytes()
      const seconds = (performance.now() - start) / 1000
      return {
        audio: (received.audio - before.received.audio) / seconds,
        video: (received.video - before.received.video) / seconds,
      }
    })
  }

  /** Whether no RTP payload at all arrives in this page, over half a second. */
  async isSilent(): Promise<boolean> {
    const { audio, video } = await this.arriving()
    return audio + video === 0
  }

  /** Camera and microphone of that person as this page's snapshot has them; `null` for somebody who is not there. */
  async shows({ identity }: Person): Promise<{ readonly camera: string; readonly microphone: string } | null> {
    const found = (await this.snapshot()).participants.find((participant) => participant.identity === identity)
    return found ? { camera: found.camera, microphone: found.microphone } : null
  }

  /** Sends a message from here and waits until it is there: what went before it on the same path has arrived too. */
  async fence(to: PersonPage): Promise<void> {
    const mark = crypto.randomUUID()
    await this.page.evaluate((payload) => window.conformance.room.messages.send(payload, { topic: 'fence' }), mark)
    await waitFor(`the fence of ${this.identity} at ${to.identity}`, () =>
      to.page.evaluate((payload) => window.conformance.messages.some((each) => each.payload === payload), mark),
    )
  }

  /** What must all be 0 when nothing is left of a call. */
  leftovers(): Promise<{ connections: number; sockets: number; liveTracks: number; elements: number }> {
    return this.page.evaluate(() => {
      const { peerConnections, webSockets, eventSources } = window.bench.open()
      return {
        connections: peerConnections,
        sockets: webSockets + eventSources,
        liveTracks: window.bench.liveTracks().length,
        elements: document.querySelectorAll('audio, video').length,
      }
    })
  }

  /** Joins and gives the error; fails when the join does not. */
  async refusedJoin(options: JoinOptions = {}): Promise<Refusal> {
    const refusal = await this.page.evaluate(
      (asked) =>
        window.conformance.room.join(asked).then(
          () => null,
          (error: TelevidError) => ({
            code: error.code,
            retryable: error.retryable,
            typed: error.name === 'TelevidError',
            cause: error.cause !== undefined && error.cause !== null,
          }),
        ),
      options,
    )
    if (refusal) return refusal
    throw new Error(`${this.identity} joined, and should have been refused`)
  }

  /** Events from a number on that begin so. */
  async eventsFrom(start: number, beginning = ''): Promise<string[]> {
    return (await this.events()).slice(start).filter((event) => event.startsWith(beginning))
  }

  /** Sends a JSON value to the named, or to everybody; the error code, or `null` when the transport took it. */
  send(
    topic: string,
    payload: unknown,
    options: { readonly to?: readonly string[]; readonly reliable?: boolean } = {},
  ): Promise<string | null> {
    return this.page.evaluate(
      ([named, value, { to, ...rest }]) => {
        const { room } = window.conformance
        const ids = to?.flatMap((wanted) => room.participants.find(({ identity }) => identity === wanted) ?? [])
        return room.messages.send(value, { topic: named, ...rest, ...(ids && { to: ids }) }).then(
          () => null,
          (error: TelevidError) => error.code,
        )
      },
      [topic, payload, options] as const,
    )
  }

  /** JSON values that arrived here under a topic, in that order. */
  received(topic: string): Promise<unknown[]> {
    return this.page.evaluate(
      (wanted) => window.conformance.messages.filter(({ topic }) => topic === wanted).map(({ payload }) => payload),
      topic,
    )
  }

  /** What the rooms of this page saw so far. A crash or a reload takes what was not collected before it. */
  async traces(): Promise<readonly PageTrace[]> {
    return this.#traces.collect()
  }

  /** The tab is closed with the page, and nobody else gets it. */
  discard(): void {
    this.#reusable = false
  }

  async close(): Promise<void> {
    await this.traces()
    this.closed = true
    this.#traces.close()
    if (this.#reusable) await this.#bench.tabs.giveBack(this.#tab)
    else await this.#tab.context.close()
    this.#endStay?.()
    if (this.#line) this.#bench.lines?.close(this.#line)
  }
}

function syntheticMedia({ tone, color }: Person): SyntheticMedia {
  return { tone, picture: `rgb(${color.join(', ')})` }
}

/** Of the suite's page for one person: the probe reads their devices from it. */
function pageUrl({ host }: PageBench, person: Person, devices: BenchOptions, line?: MediaLine): string {
  const options: BenchOptions = {
    ...syntheticMedia(person),
    other: syntheticMedia(otherDevice(person)),
    screen: syntheticMedia(screenOf(person)),
    // Every picture is encoded and decoded on the machine of the test.
    pictureSize: { width: 160, height: 120 },
    pictureRate: 10,
    ...devices,
    ...(line && { line: line.end }),
  }
  const url = new URL(host.url)
  url.searchParams.set('bench', JSON.stringify(options))
  return url.href
}
