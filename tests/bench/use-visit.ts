import { randomUUID } from 'node:crypto'
import { formatInviteFragment } from '@televid/core/protocol'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { ControlPlaneSettings } from './control-plane-call.ts'
import { ControlPlaneProcess } from './control-plane-process.ts'
import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts'
import type { BenchOptions } from './injected/bench-options.ts'
import type { Participant } from './participant.ts'
import type { Person } from './person.ts'
import { useBench } from './use-bench.ts'

export interface VisitBench {
  readonly control: ControlPlaneProcess
  /** The line between pages and control plane. */
  readonly line: CuttableProxy
  /** Makes a room of its own for one test. */
  createRoom(options?: { readonly lobby?: boolean }): Promise<string>
  /** A link that works once, as a host would send it. */
  link(room: string, person: Person, options?: { readonly expiresAt?: number }): Promise<string>
  /** Opens the link in a context of its own, with the person's voice and picture as devices. Nothing is joined yet. */
  open(room: string, person: Person, devices?: BenchOptions): Promise<Participant>
  openLink(link: string, person: Person, devices?: BenchOptions): Promise<Participant>
  /** Starts the killed control plane again, on the same store and port. */
  restart(): Promise<void>
}

/**
 * A control plane for one test file and pages that reach it over a line which can be cut. After the last test, the file
 * fails if the server contacted anything but this machine.
 */
export function useVisit(settings: Partial<Pick<ControlPlaneSettings, 'store' | 'maxParticipants'>> = {}): VisitBench {
  const bench = useBench()
  let control: ControlPlaneProcess
  let line: CuttableProxy
  const start = (port: number) =>
    ControlPlaneProcess.start({ store: 'memory', benchFolder: bench.folder, ...settings, port })

  beforeAll(async () => {
    control = await start(0)
    line = await startCuttableProxy(() => control.port)
  })
  afterEach(() => line.mend())
  afterAll(async () => {
    const foreign = await control?.foreignConnections()
    await line?.close()
    await control?.stop()
    expect(foreign, 'the server contacted foreign hosts').toEqual([])
  })

  const visit: VisitBench = {
    get control() {
      return control
    },
    get line() {
      return line
    },
    async createRoom({ lobby = false } = {}) {
      const room = `visit-${randomUUID().replace(/[^a-f]/g, '')}-${letters()}`
      await control.call('ensureRoom', { room, lobby })
      return room
    },
    async link(room, { identity, role }, { expiresAt } = {}) {
      const { secret } = await control.call('createInvite', {
        room,
        role,
        identity,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      })
      return `${line.origin}/pages/visit/${formatInviteFragment({ room, invite: secret })}`
    },
    async open(room, person, devices = {}) {
      return visit.openLink(await visit.link(room, person), person, devices)
    },
    openLink: (url, { identity, tone, color }, devices = {}) =>
      bench.open({ name: identity, url, devices: { tone, picture: `rgb(${color.join(', ')})`, ...devices } }),
    async restart() {
      control = await start(control.port)
    },
  }
  return visit
}

let rooms = 0

/** Room names may not look like dates or numbers of a person, so they are counted in letters. */
function letters(): string {
  rooms += 1
  return [...String(rooms)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
}
