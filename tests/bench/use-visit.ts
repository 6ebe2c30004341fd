import { randomBytes } from 'node:crypto'
import type { BenchOptions } from '@televid/conformance/probe'
import { formatInviteFragment } from '@televid/core/protocol'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { newPgliteFolder, type PgliteFolder } from '../services/pglite/index.ts'
import type { ControlPlaneSettings } from './control-plane-call.ts'
import { ControlPlaneProcess } from './control-plane-process.ts'
import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts'
import type { Participant, Screen } from './participant.ts'
import type { Person } from './person.ts'
import { useBench } from './use-bench.ts'
import { waitFor } from './wait-for.ts'

export interface VisitBench {
  readonly control: ControlPlaneProcess
  /** The line between the pages and the (first) control plane. */
  readonly line: CuttableProxy
  /** Makes a room of its own for one test. */
  createRoom(options?: { readonly lobby?: boolean }): Promise<string>
  /** A link that works once, as a host would send it; with two processes, links lead to them in turn. */
  link(room: string, person: Person, options?: { readonly expiresAt?: number }): Promise<string>
  /** Opens the link in a context of its own, with the person's voice and picture as devices. Nothing is joined yet. */
  open(room: string, person: Person, devices?: BenchOptions): Promise<Participant>
  /** Without a voice or a picture, they have the devices that the browser or the app pretends. */
  openLink(
    link: string,
    person: Pick<Person, 'identity'> & Partial<Pick<Person, 'tone' | 'color'>>,
    devices?: BenchOptions,
    screen?: Screen,
  ): Promise<Participant>
  /** `kill -9` of the (first) control plane. */
  kill(): Promise<void>
  /**
   * A load balancer's work: a new process on the same store, or, with two, the other one takes over.
   *
   * @param settings of the new process, instead of the former ones
   */
  recover(settings?: Configured): Promise<void>
}

type Configured = Pick<ControlPlaneSettings, 'handlesPhi' | 'livekit' | 'p2p' | 'provider' | 'twilio'>

export interface VisitOptions {
  /** Default: a folder of PGlite. */
  readonly store?: ControlPlaneSettings['store'] | (() => Promise<ControlPlaneSettings['store']>)
  /** Control planes on one store; two need PostgreSQL. Default 1. */
  readonly processes?: 1 | 2
  /**
   * Read once before the first test, for each process. The pages may be given the TURN servers that the first one names, and
   * no other ICE server.
   */
  readonly provider?: (process: number) => Configured | Promise<Configured>
  /** Builds the visit app into a folder; links then lead to it instead of the test page. */
  readonly app?: (benchFolder: string) => Promise<string>
}

/**
 * A control plane for one test file and pages that reach it over a line which can be cut. After the last test, the file
 * fails if the server contacted anything but this machine, or printed an invite.
 */
export function useVisit({ app, store, processes = 1, provider = () => ({}) }: VisitOptions = {}): VisitBench {
  const configured: Configured[] = []
  const bench = useBench({ iceServers: () => [configured[0]?.p2p?.turn?.urls ?? []].flat() })
  const controls: ControlPlaneProcess[] = []
  const lines: CuttableProxy[] = []
  const secrets: string[] = []
  let location: ControlPlaneSettings['store']
  let ownFolder: PgliteFolder | undefined
  let built: Pick<ControlPlaneSettings, 'app'> = {}
  const newStore = async () => {
    ownFolder = await newPgliteFolder()
    return { folder: ownFolder.folder }
  }
  const start = (port: number, settings: Configured | undefined) =>
    ControlPlaneProcess.start({ store: location, benchFolder: bench.folder, port, ...built, ...settings })

  beforeAll(async () => {
    if (app) built = { app: await app(bench.folder) }
    location = await (typeof store === 'function' ? store() : (store ?? newStore()))
    for (let index = 0; index < processes; index += 1) {
      configured.push(await provider(index))
      controls.push(await start(0, configured[index]))
      lines.push(await startCuttableProxy(() => at(controls, index).port))
    }
  })
  afterEach(() => {
    for (const line of lines) line.mend()
  })
  afterAll(async () => {
    const running = [...new Set(controls)]
    const foreign = await Promise.all(running.map((control) => control.foreignConnections()))
    await Promise.all(lines.map((line) => line.close()))
    await Promise.all(running.map((control) => control.stop()))
    await ownFolder?.remove()
    expect(foreign.flat(), 'the server contacted foreign hosts').toEqual([])
    const printed = running.map((control) => control.output).join('')
    expect(
      secrets.filter((secret) => printed.includes(secret)),
      'the server printed invites',
    ).toEqual([])
  })

  const visit: VisitBench = {
    get control() {
      return at(controls, 0)
    },
    get line() {
      return at(lines, 0)
    },
    async createRoom({ lobby = false } = {}) {
      const room = newRoomName()
      await visit.control.call('ensureRoom', { room, lobby })
      return room
    },
    async link(room, { identity, role, displayName }, options = {}) {
      const shown = displayName === undefined ? {} : { displayName }
      const { secret } = await visit.control.call('createInvite', { room, role, identity, ...shown, ...options })
      const { origin } = at(lines, secrets.length % processes)
      secrets.push(secret)
      return `${origin}${app ? '/' : '/pages/visit/'}${formatInviteFragment({ room, invite: secret })}`
    },
    async open(room, person, devices = {}) {
      return visit.openLink(await visit.link(room, person), person, devices)
    },
    async openLink(url, { identity, tone, color }, devices = {}, screen) {
      const own = { ...(tone && { tone }), ...(color && { picture: `rgb(${color.join(', ')})` }) }
      const participant = await bench.open({
        name: identity,
        url,
        devices: { ...own, ...devices },
        ...(screen && { screen }),
      })
      await waitFor('the page to be ready', () =>
        participant.page.evaluate(() => window.visit !== undefined || document.querySelector('h1') !== null),
      )
      return participant
    },
    kill: () => visit.control.kill(),
    async recover(settings = configured[0]) {
      controls[0] = processes === 2 ? at(controls, 1) : await start(visit.control.port, settings)
    },
  }
  return visit
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new Error('the control plane did not start')
  return item
}

/** Room names may not look like a date or a number of a person, so the random part is letters. */
function newRoomName(): string {
  const letters = [...randomBytes(12)].map((byte) => 'bcdfghjkmnpqrstv'[byte % 16])
  return `visit-${letters.join('')}`
}
