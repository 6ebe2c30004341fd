import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConformanceHarness, ConformanceService } from '../harness/conformance-harness.ts'
import { cleanAccount } from './clean-account.ts'
import { liveHarness } from './live-harness.ts'
import { RoomJournal } from './room-journal.ts'
import { whyRefused } from './why-refused.ts'

// The service is a fake: what these tests say of a vendor is scripted.
let folder = ''
let problems: string[] = []
const told = (text: string) => void problems.push(text)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-journal-'))
  problems = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function account(rooms: Set<string>, values: Partial<ConformanceService> = {}): ConformanceHarness {
  return {
    adapter: 'acme',
    module: '/nowhere/acme.ts',
    service: 'account',
    production: false,
    budgets: { signalingMs: 1, mediaMs: 1, lostMs: 1, crashMs: 1 },
    start: async () => ({
      async access({ room }) {
        rooms.add(room)
        return { grants: 'http://localhost/', invite: 'secret' }
      },
      occupants: async () => [],
      stimuli: {},
      removeRoom: async (room) => void rooms.delete(room),
      close: async () => {},
      ...values,
    }),
  }
}

const ask = (room: string) => ({ room, identity: 'person-ada', displayName: 'Ada', role: 'guest' }) as const
const journal = () => new RoomJournal(folder, 'acme')

describe('rooms of an account', () => {
  test('are in the journal before the vendor hears of them, and gone from both after the run', async () => {
    const rooms = new Set<string>()
    const seen: string[] = []
    const harness = account(rooms, {
      async access({ room }) {
        for (const file of await readdir(folder)) seen.push(await readFile(join(folder, file), 'utf8'))
        rooms.add(room)
        return { grants: 'http://localhost/', invite: 'secret' }
      },
    })
    const service = await liveHarness(harness, journal(), told).start({ pages: '' })
    await service.access(ask('suite-a-1'))
    expect(seen[0]).toContain('"suite-a-1"')
    await Promise.all([service.access(ask('suite-a-2')), service.access(ask('suite-a-1'))])
    expect([...rooms]).toEqual(['suite-a-1', 'suite-a-2'])
    await service.close()
    expect([...rooms]).toEqual([])
    expect(await readdir(folder)).toEqual([])
    expect(problems).toEqual([])
  })

  test('stay in the journal when they could not be removed, and the next run hears of them', async () => {
    const rooms = new Set<string>()
    let works = false
    const removeRoom = async (room: string) => {
      if (!works && room.endsWith('1')) throw new Error('429 too many requests')
      rooms.delete(room)
    }
    const harness = account(rooms, { removeRoom })
    const service = await liveHarness(harness, journal(), told).start({ pages: '' })
    await service.access(ask('suite-a-1'))
    await service.access(ask('suite-a-2'))
    await service.close()
    expect([...rooms]).toEqual(['suite-a-1'])
    expect(problems).toEqual(['suite-a-1 could not be removed: 429 too many requests'])
    works = true
    expect(await cleanAccount(harness, journal(), '', told)).toEqual({ removed: 1, failed: 0 })
    expect([...rooms]).toEqual([])
    expect(await readdir(folder)).toEqual([])
  })

  test('of another adapter are not touched', async () => {
    await new RoomJournal(folder, 'other').use('suite-b-1')
    expect(await journal().leftovers()).toEqual([])
    expect(await new RoomJournal(folder, 'other').leftovers()).toEqual(['suite-b-1'])
  })

  test('are all found when the last line of a journal was cut short and more were written', async () => {
    const first = journal()
    await first.use('suite-a-1')
    await first.use('suite-a-2')
    const [file = ''] = await readdir(folder)
    const text = await readFile(join(folder, file), 'utf8')
    await truncate(join(folder, file), text.length - 20)
    await first.use('suite-a-3')
    expect(await journal().leftovers()).toEqual(['suite-a-1', 'suite-a-3'])
  })
})

describe('a process that uses rooms', () => {
  async function start() {
    const script = `
      import { RoomJournal } from ${JSON.stringify(fileURLToPath(new URL('room-journal.ts', import.meta.url)))}
      await new RoomJournal(${JSON.stringify(folder)}, 'acme').use('suite-a-1')
      process.stdout.write('used')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    return child
  }

  test('keeps them while it runs; killed, it leaves them to the next run', async () => {
    const child = await start()
    try {
      expect(await journal().leftovers()).toEqual([])
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const rooms = new Set(['suite-a-1'])
    expect(await cleanAccount(account(rooms), journal(), '', told)).toEqual({ removed: 1, failed: 0 })
    expect([...rooms]).toEqual([])
    expect(await readdir(folder)).toEqual([])
  })
})

test('no service is started where nothing is left', async () => {
  const harness = {
    ...account(new Set()),
    start: () => Promise.reject(new Error('started')),
  }
  expect(await cleanAccount(harness, journal(), '', told)).toEqual({ removed: 0, failed: 0 })
})

test('an account whose service cannot remove rooms says so', async () => {
  const { removeRoom: _, ...rest } = await account(new Set()).start({ pages: '' })
  const harness = { ...account(new Set()), start: async () => rest }
  await journal().use('suite-a-1')
  expect(await cleanAccount(harness, journal(), '', told)).toEqual({ removed: 0, failed: 1 })
  expect(problems).toEqual(['suite-a-1 could not be removed: the service of the harness has no removeRoom(room)'])
})

describe('an account is refused', () => {
  const live = { live: true, budgetMinutes: 10 }
  const harness = account(new Set())

  test.each([
    ['without --live', harness, { live: false, budgetMinutes: null }, 'say --live and --budget-minutes N'],
    ['without a budget', harness, { live: true, budgetMinutes: null }, '--live needs --budget-minutes N'],
    ['in production', { ...harness, production: true }, live, 'marks its account as production'],
  ])('%s', (_, subject, options, words) => expect(whyRefused(subject, options)).toContain(words))

  test('when it does not say whether it is in production', () => {
    const { production: _, ...unstated } = harness
    expect(whyRefused(unstated, live)).toContain('has to say "production: false"')
  })

  test('in no other case', () => {
    expect(whyRefused(harness, live)).toBeNull()
    expect(whyRefused({ ...harness, service: 'server' }, { live: false, budgetMinutes: null })).toBeNull()
  })
})
