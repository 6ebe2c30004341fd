import { afterAll, expect, test } from 'vitest'
import { missingService } from '../bench/missing-service.ts'
import type { Participant } from '../bench/participant.ts'
import { guest, host } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { events, join, leave, sees, snapshot, waitUntilAllSee } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'
import { findLivekit, type LivekitServer, startLivekit } from '../services/livekit/index.ts'

/** `TELEVID_LIVEKIT_KILLS=20` for a figure worth writing down; each takes about 15 s. */
const kills = Number(process.env.TELEVID_LIVEKIT_KILLS ?? 4)
/** The server has to be back before its clients lose patience. */
const backWithinMs = 5_000
/** The SDK tries ten times over about a minute (`DefaultReconnectPolicy`, livekit-client 2.23). */
const lostWithinMs = 90_000

const search = await findLivekit()
let server: LivekitServer

if (!search.found) {
  console.warn(`Outages of a LiveKit server are not tested: ${search.reason}`)
  missingService(search.reason)
} else {
  afterAll(() => server?.stop())
  const visit = useVisit({
    provider: async () => {
      server = await startLivekit(search)
      return { provider: 'livekit', livekit: server.settings }
    },
  })
  const call = async () => {
    const room = await visit.createRoom()
    const people = [await visit.open(room, host), await visit.open(room, guest)] as const
    for (const participant of people) await join(participant)
    await waitUntilAllSee(people, [host, guest], { timeoutMs: 20_000 })
    await Promise.all(people.map(hold))
    return people
  }

  test(
    'kill -9 in mid-call: calls come back with the same objects, or end with a reason',
    async () => {
      const ends: string[] = []
      for (let run = 1; run <= kills; run += 1) {
        const [one, two] = await call()
        const before = await Promise.all([one, two].map(async (each) => (await events(each)).length))
        const killedAt = Date.now()
        await server.kill()
        await server.restart()
        expect(Date.now() - killedAt, 'ms until the server was back').toBeLessThan(backWithinMs)
        ends.push(
          ...(await Promise.all([
            howItEnded(one, guest, { before: before[0], reconnects: true }),
            howItEnded(two, host, { before: before[1], reconnects: true }),
          ])),
        )
        const seconds = (Date.now() - killedAt) / 1000
        console.info(`${run}/${kills}: ${ends.slice(-2).join(', ')} after ${seconds.toFixed(1)} s`)
        for (const each of [one, two]) await leave(each)
        for (const each of [one, two]) await each.close()
      }
      const back = ends.filter((end) => end === 'the same call').length
      expect(back / ends.length, ends.join(', ')).toBeGreaterThanOrEqual(0.75)
      for (const end of ends) expect(end).toMatch(/^the same call$|^disconnected (connection-lost|server-shutdown)$/)
    },
    60_000 * kills,
  )

  test('a server that stands still for 5 s: the call goes on where it was', { timeout: 120_000 }, async () => {
    const people = await call()
    const before = await Promise.all(people.map(async (each) => (await events(each)).length))
    server.freeze()
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    server.thaw()
    const ends = await Promise.all([
      howItEnded(people[0], guest, { before: before[0], reconnects: false }),
      howItEnded(people[1], host, { before: before[1], reconnects: false }),
    ])
    expect(ends).toEqual(['the same call', 'the same call'])
  })

  test('the same person in another page while the server is away: one of them is in the call', {
    timeout: 180_000,
  }, async () => {
    const room = await visit.createRoom()
    const [stays, first] = [await visit.open(room, host), await visit.open(room, guest)]
    for (const participant of [stays, first]) await join(participant)
    await waitUntilAllSee([stays, first], [host, guest], { timeoutMs: 20_000 })
    const second = await visit.open(room, guest)
    await server.kill()
    await server.restart()
    // The first is still finding its way back. A server that has just begun may answer 500 once.
    const isIn = () =>
      join(second).then(
        () => true,
        () => false,
      )
    await waitFor('the second page to be let in', isIn, { timeoutMs: 30_000 })
    const states = () => Promise.all([first, second].map(async (each) => (await snapshot(each)).connection))
    const [ended] = await waitFor(
      'one of the two to have ended',
      async () => {
        const over = (await states()).filter(({ state }) => state === 'disconnected')
        return over.length === 1 && over
      },
      { timeoutMs: lostWithinMs },
    )
    expect(['duplicate-identity', 'connection-lost']).toContain(ended?.reason?.unified)
    await waitFor('the other to be seen, once', async () => {
      const { connection, participants } = await snapshot(stays)
      return connection.state === 'connected' && participants.length === 1 && (await sees(stays, guest))
    })
    // Neither comes back to put the other out.
    expect((await states()).map(({ state }) => state).sort()).toEqual(['connected', 'disconnected'])
  })
}

/** Keeps the objects of everybody and of their tracks in the page. */
async function hold({ page }: Participant): Promise<void> {
  await page.evaluate(() => {
    const { participants } = window.visit.room
    Object.assign(window, { held: [...participants, ...participants.flatMap(({ tracks }) => tracks)] })
  })
}

function holdsTheSame({ page }: Participant): Promise<boolean> {
  return page.evaluate(() => {
    const { held } = window as unknown as { readonly held: readonly unknown[] }
    const { participants } = window.visit.room
    const now: readonly unknown[] = [...participants, ...participants.flatMap(({ tracks }) => tracks)]
    return now.length === held.length && now.every((each, index) => each === held[index])
  })
}

/**
 * Waits until the other is seen to move by a picture of after the outage, or until the session is over.
 *
 * @param before number of events before the outage
 * @param reconnects whether the page must have noticed it
 */
async function howItEnded(
  participant: Participant,
  other: typeof host,
  { before = 0, reconnects }: { readonly before: number | undefined; readonly reconnects: boolean },
): Promise<string> {
  const told = async () => (await events(participant)).slice(before)
  return waitFor(
    `${participant.name}'s call to be whole again or over`,
    async () => {
      const { connection } = await snapshot(participant)
      if (connection.state === 'disconnected') return `disconnected ${connection.reason?.unified}`
      if (connection.state !== 'connected' || !(await sees(participant, other))) return false
      const since = await told()
      // Until the page has noticed the outage, it has not got over it.
      if (reconnects && !since.includes('connection connected')) return false
      const lost = since.filter((event) => /^(participantLeft|trackUn(published|subscribed)) /.test(event))
      if (lost.length > 0) return `lost: ${lost.join(', ')}`
      return (await holdsTheSame(participant)) ? 'the same call' : 'a call of other objects'
    },
    { timeoutMs: lostWithinMs },
  )
}
