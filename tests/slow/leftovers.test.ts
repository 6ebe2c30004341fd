import { expect, test } from 'vitest'
import { eventListeners } from '../bench/event-listeners.ts'
import type { Participant } from '../bench/participant.ts'
import { guest, host } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { events, join, leave, roster, settled, startJoin, waitUntilAllSee } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'

const visit = useVisit()
const cycles = 50

/** Everything a room may hold of a page; the two pages of a test are compared with what they held before the first join. */
async function holdings(participant: Participant) {
  const listeners = await eventListeners(participant)
  const open = await participant.page.evaluate(() => window.bench.open())
  const elements = await participant.page.evaluate(() => document.querySelectorAll('audio, video').length)
  const liveTracks = (await participant.page.evaluate(() => window.bench.liveTracks())).length
  return { listeners, open, elements, liveTracks }
}

async function waitUntilHolds(participant: Participant, expected: Awaited<ReturnType<typeof holdings>>): Promise<void> {
  await waitFor(`${participant.name} to hold only ${JSON.stringify(expected)}`, async () => {
    const now = await holdings(participant)
    if (JSON.stringify(now) === JSON.stringify(expected)) return true
    throw new Error(`holds ${JSON.stringify(now)}`)
  })
}

test(`${cycles} joins and leaves leave no connection, no live track, no element and no listener`, async () => {
  const room = await visit.createRoom()
  const [stays, cycling] = [await visit.open(room, host), await visit.open(room, guest)]
  const before = await holdings(cycling)
  expect(before.open.peerConnections + before.liveTracks + before.elements).toBe(0)
  await join(stays)
  const alone = await holdings(stays)

  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    await join(cycling)
    // Now and then to the end of the road, the other times leaving while media is still on its way.
    if (cycle % 10 === 0) await waitUntilAllSee([stays, cycling], [host, guest])
    await leave(cycling)
  }
  await waitUntilHolds(cycling, before)
  await waitFor('the host to be alone', async () => (await roster(stays)).length === 0)
  await waitUntilHolds(stays, alone)

  const seen = await events(stays)
  for (const name of ['participantJoined', 'participantLeft']) {
    expect(seen.filter((event) => event.startsWith(name))).toHaveLength(cycles)
  }
  await leave(stays)
  await waitUntilHolds(stays, before)
}, 240_000)

test('joins that are given up at any moment leave nothing', async () => {
  const room = await visit.createRoom()
  const [stays, hasty] = [await visit.open(room, host), await visit.open(room, guest)]
  const before = await holdings(hasty)
  await join(stays)
  for (const afterMs of [0, 1, 5, 20, 50, 100, 200, 400]) {
    await startJoin(hasty)
    await hasty.page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), afterMs)
    await leave(hasty)
    await settled(hasty)
  }
  await waitUntilHolds(hasty, before)
  await waitFor('the host to be alone', async () => (await roster(stays)).length === 0)
  expect(hasty.uncaught()).toEqual([])
})
