import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { openParticipants } from './open-participants.ts'
import { Participant, type ParticipantOptions } from './participant.ts'

export interface BenchSettings {
  /** URLs of ICE servers that the tests of this file configured themselves, read after each test. Default none. */
  readonly iceServers?: () => readonly string[]
}

export interface Bench {
  /** Opens a page in a context of its own; closed after the test. */
  open(options: ParticipantOptions): Promise<Participant>
  readonly folder: string
}

/**
 * Gives a test file the run's Chromium. After each test all its pages are closed, and the test fails if one of them
 * contacted anything but this machine, was given an ICE server of another URL than `iceServers`, or threw an error that
 * nothing caught.
 */
export function useBench({ iceServers: configured = () => [] }: BenchSettings = {}): Bench {
  const folder = inject('benchFolder')
  let browser: Browser
  let injected: string

  beforeAll(async () => {
    browser = await chromium.connect(inject('browserEndpoint'))
    injected = await readFile(join(folder, 'injected.js'), 'utf8')
  })
  afterEach(async () => {
    const participants = [...openParticipants]
    const iceServers = await Promise.all(participants.map((participant) => askedIceServers(participant)))
    await Promise.all(participants.map((participant) => participant.close()))
    for (const { name, network } of participants)
      expect(network.foreign(), `${name} contacted foreign hosts`).toEqual([])
    const unknown = iceServers.flat().filter((url) => !configured().includes(url))
    expect(unknown, 'ICE servers that no test configured').toEqual([])
    for (const participant of participants) expect(participant.uncaught(), `${participant.name} threw`).toEqual([])
  })
  afterAll(() => browser?.close())

  return { folder, open: (options) => Participant.open(browser, injected, options) }
}

/** A page that was closed or crashed by its test cannot be asked any more. */
async function askedIceServers({ page }: Participant): Promise<readonly string[]> {
  return page.isClosed() ? [] : page.evaluate(() => window.bench.iceServers()).catch(() => [])
}
