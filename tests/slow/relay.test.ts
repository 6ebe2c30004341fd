import type { P2pOptions } from '@televid/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Participant } from '../bench/participant.ts'
import { guest, host } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { join, roster, sees, waitUntilAllSee } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'
import { type CoturnServer, findCoturn, startCoturn } from '../services/coturn/index.ts'

const search = await findCoturn()
if (!search.found) console.warn(`Media through a real TURN server is not tested: ${search.reason}`)

describe('media through a TURN server', () => {
  // A skipped suite runs no hooks, so nothing is started for it.
  if (!search.found) {
    // The runner prints the name of a skipped test, and so the reason.
    test.skip(`skipped: ${search.reason}`, () => {})
    return
  }
  let coturn: CoturnServer
  beforeAll(async () => {
    coturn = await startCoturn(search)
  })
  afterAll(() => coturn?.stop())

  const turn = (): NonNullable<P2pOptions['turn']> => ({ urls: [coturn.url], secret: coturn.secret })
  const routes = ({ page }: Participant) => page.evaluate(() => window.bench.iceRoutes())

  describe.each([
    { what: 'asked for with relayOnly', provider: () => ({ p2p: { turn: turn(), relayOnly: true } }) },
    { what: 'by default with patient data', provider: () => ({ handlesPhi: true, p2p: { turn: turn() } }) },
  ])('$what', ({ provider }) => {
    const visit = useVisit({ provider })

    test('both see each other, no direct address is known, and the secret stays on the server', async () => {
      const room = await visit.createRoom()
      const participants = [await visit.open(room, host), await visit.open(room, guest)] as const
      const received = participants.map(recordReceived)
      for (const participant of participants) await join(participant)
      await waitUntilAllSee(participants, [host, guest])

      for (const [index, participant] of participants.entries()) {
        const [route, ...others] = await routes(participant)
        expect(others).toEqual([])
        expect(route?.selected).toEqual({ local: 'relay', remote: 'relay' })
        expect(new Set(route?.candidates.local)).toEqual(new Set(['relay']))
        expect(new Set(route?.candidates.remote)).toEqual(new Set(['relay']))

        // coturn's convention for `use-auth-secret`: Unix seconds of the end, a colon, an id.
        const [username = '', ...more] = route?.usernames ?? []
        expect(more).toEqual([])
        expect(username).toMatch(/^\d+:./)
        const lifetimeSeconds = Number.parseInt(username, 10) - Date.now() / 1000
        expect(lifetimeSeconds).toBeGreaterThan(60)
        expect(lifetimeSeconds).toBeLessThanOrEqual(86_400)

        const text = (await received[index]?.())?.join('\n') ?? ''
        // The grant is among what was recorded, so the secret would be too.
        expect(text.includes(username), 'the grant was recorded').toBe(true)
        expect(text.includes(coturn.secret), 'the secret reached the page').toBe(false)
      }
    })
  })

  describe('with a wrong secret', () => {
    const visit = useVisit({
      provider: () => ({ p2p: { turn: { ...turn(), secret: 'not the secret of this server' }, relayOnly: true } }),
    })

    test('no media flows', async () => {
      const room = await visit.createRoom()
      const participants = [await visit.open(room, host), await visit.open(room, guest)] as const
      // Whether joining may end without media is not what is tested here.
      for (const { page } of participants) {
        await page.evaluate(() => window.visit.start('join', () => window.visit.room.join({ camera: true })))
      }
      for (const participant of participants) {
        await waitFor('the other to be known', async () => (await roster(participant)).length === 1)
        await waitFor('every TURN server to have refused', async () => {
          const tried = await routes(participant)
          return tried.length > 0 && tried.every(({ gathering }) => gathering === 'complete')
        })
      }
      for (const [participant, other] of [
        [participants[0], guest],
        [participants[1], host],
      ] as const) {
        for (const { selected, candidates } of await routes(participant)) {
          expect(selected).toBeNull()
          expect(candidates).toEqual({ local: [], remote: [] })
        }
        const { received } = await participant.page.evaluate(() => window.bench.bytes())
        expect(received).toEqual({ audio: 0, video: 0 })
        expect(await sees(participant, other)).toBe(false)
      }
    })
  })
})

/** Everything the page gets from here on over HTTP and WebSocket; the result reads it. */
function recordReceived({ page }: Participant): () => Promise<string[]> {
  const received: Promise<string>[] = []
  page.on('response', (response) => received.push(response.text().catch(() => '')))
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(Promise.resolve(String(payload)))),
  )
  return () => Promise.all(received)
}
