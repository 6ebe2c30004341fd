import { afterAll, describe, expect, test } from 'vitest'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { guest, host, third } from '../bench/person.ts'
import { useVisit, type VisitOptions } from '../bench/use-visit.ts'
import { join, outcome, roster, settled, snapshot, startJoin, waitUntilAllSee } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'
import { newPgliteFolder } from '../services/pglite/index.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../services/postgres/index.ts'

const { folder, remove } = await newPgliteFolder()
const search = await findPostgres()
if (!search.found) console.warn(`Two control planes on one PostgreSQL are not tested: ${search.reason}`)
let postgres: PostgresServer | undefined

afterAll(async () => {
  await postgres?.stop()
  await remove()
})

const backings: { what: string; options: VisitOptions; skip: boolean }[] = [
  { what: 'one process on PGlite', options: { store: { folder } }, skip: false },
  {
    what: 'two processes on PostgreSQL',
    options: {
      processes: 2,
      store: async () => {
        if (!search.found) throw new Error(search.reason)
        postgres = await startPostgres(search)
        return { url: await postgres.createDatabase() }
      },
    },
    skip: !search.found,
  },
]

describe.each(backings)('the lobby, over a crash of the control plane: $what', ({ options, skip }) => {
  // A skipped suite runs no hooks, so nothing is started for it.
  if (skip) {
    // The runner prints the name of a skipped test, and so the reason.
    test.skip(`skipped: ${search.found ? '' : search.reason}`, () => {})
    return
  }
  const visit = useVisit(options)

  const connection = async (participant: Parameters<typeof snapshot>[0]) =>
    (await snapshot(participant)).connection.state
  const waiting = async (participant: Parameters<typeof snapshot>[0]) =>
    (await snapshot(participant)).lobby.waiting.map(({ identity }) => identity).sort()

  test('a guest waits, is admitted, and has no vendor credential before', async () => {
    const room = await visit.createRoom({ lobby: true })
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await startJoin(two)
    await waitFor('the guest to wait', async () => (await connection(two)) === 'waiting')
    await waitFor('the host to see the guest wait', async () => (await waiting(one)).includes(guest.identity))
    expect(await outcome(two)).toEqual({ state: 'pending' })
    expect(await two.page.evaluate(() => window.bench.made().peerConnections)).toBe(0)
    expect((await snapshot(two)).lobby.waiting, 'a guest does not see who waits').toEqual([])

    await one.page.evaluate((identity) => window.visit.room.controls.admit(identity), guest.identity)
    expect(await settled(two)).toEqual({ state: 'done' })
    await waitUntilAllSee([one, two], [host, guest], { timeoutMs: 3_000 })
    expect(await waiting(one)).toEqual([])
  })

  test('a refused guest is told so, and nothing stays open', async () => {
    const room = await visit.createRoom({ lobby: true })
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await startJoin(two)
    await waitFor('the host to see the guest wait', async () => (await waiting(one)).includes(guest.identity))
    await one.page.evaluate((identity) => window.visit.room.controls.refuse(identity), guest.identity)
    expect(await settled(two)).toMatchObject({ state: 'failed', code: 'refused', typed: true })
    await waitFor('no device open', async () => (await two.page.evaluate(() => window.bench.liveTracks())).length === 0)
  })

  test('kill -9: the call goes on, the guest still waits, the removed one stays removed', async () => {
    const room = await visit.createRoom({ lobby: true })
    const [one, two, three] = [
      await visit.open(room, host),
      await visit.open(room, guest),
      await visit.open(room, third),
    ]
    const admit = (identity: string) => one.page.evaluate((asked) => window.visit.room.controls.admit(asked), identity)
    await join(one)

    // The third is admitted, then removed; the second is in the call; a fourth person, `late`, waits.
    await startJoin(three)
    await waitFor('the third to wait', async () => (await waiting(one)).includes(third.identity))
    await admit(third.identity)
    await settled(three)
    await waitFor('the third to be here', async () => (await roster(one)).includes(third.identity))
    await one.page.evaluate((identity) => window.visit.room.controls.remove(identity), third.identity)
    await waitFor('the third to be told', async () => (await snapshot(three)).connection.reason?.unified === 'removed')
    await waitFor('the third to be gone', async () => (await roster(one)).length === 0)
    expect(await three.page.evaluate(() => window.bench.liveTracks())).toEqual([])

    await startJoin(two)
    await waitFor('the second to wait', async () => (await waiting(one)).includes(guest.identity))
    await admit(guest.identity)
    await settled(two)
    await waitUntilAllSee([one, two], [host, guest])
    const late = { ...third, identity: 'guest-late' }
    const four = await visit.open(room, late)
    await startJoin(four)
    await waitFor('the late one to wait', async () => (await waiting(one)).includes(late.identity))
    await waitFor('the late one to know', async () => (await connection(four)) === 'waiting')

    await visit.kill()
    const bytes = (await two.page.evaluate(() => window.bench.bytes())).received.video
    await waitFor(
      'media goes on without the control plane',
      async () => (await two.page.evaluate(() => window.bench.bytes())).received.video - bytes > 50_000,
    )
    await visit.recover()

    await waitUntilAllSee([one, two], [host, guest])
    expect(await roster(one)).toEqual([guest.identity])
    expect(await connection(four)).toBe('waiting')
    expect(await waiting(one)).toEqual([late.identity])

    // Neither the old session nor a new invite lets the removed one in.
    await startJoin(three)
    expect(await settled(three)).toMatchObject({ state: 'failed', code: 'removed', typed: true })
    const again = await visit.open(room, third)
    await startJoin(again)
    expect(await settled(again)).toMatchObject({ state: 'failed', code: 'removed', typed: true })

    await waitFor('the host to admit the late one', () => admit(late.identity).then(() => true))
    expect(await settled(four)).toEqual({ state: 'done' })
    await waitFor('three in the call', async () => (await roster(one)).length === 2, { timeoutMs: 15_000 })
    await waitUntilAllSee([one, two, four], [host, guest, late])
  }, 120_000)

  if (options.processes === 2) return
  test('a second process on the same folder is refused with what to do', async () => {
    const second = ControlPlaneProcess.start({ port: 0, store: { folder }, benchFolder: folder })
    await expect(second).rejects.toThrow(/The data folder .* is open in process \d+\. Stop that server/)
  })
})
