import { readdir, readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { bundlePage } from '../bench/bundle-page.ts'
import { missingService } from '../bench/missing-service.ts'
import type { Participant } from '../bench/participant.ts'
import { guest, host } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { join, leave, snapshot, waitUntilAllSee } from '../bench/visit-calls.ts'
import { findLivekit, type LivekitServer, startLivekit } from '../services/livekit/index.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../services/postgres/index.ts'

/**
 * The provider of a running service is changed by configuration: no line of the page differs, rooms that have begun go on
 * where they are, and each page downloads the code of one vendor.
 */
const [livekitSearch, postgresSearch] = [await findLivekit(), await findPostgres()]

let livekit: LivekitServer
let postgres: PostgresServer | undefined

const providerOf = async (participant: Participant) => (await snapshot(participant)).provider

if (!livekitSearch.found) {
  console.warn(`The swap between providers is not tested: ${livekitSearch.reason}`)
  missingService(livekitSearch.reason)
} else {
  beforeAll(async () => {
    livekit = await startLivekit(livekitSearch)
  })
  afterAll(async () => {
    await Promise.all([livekit?.stop(), postgres?.stop()])
  })

  describe.each([
    ['p2p', 'livekit'],
    ['livekit', 'p2p'],
  ] as const)('one process, from %s to %s', (from, to) => {
    const visit = useVisit({ provider: () => ({ provider: from, livekit: livekit.settings }) })

    test('a room that has begun stays, the next one is on the new provider', { timeout: 120_000 }, async () => {
      const old = await visit.createRoom()
      const one = await visit.open(old, host)
      const two = await visit.open(old, guest)
      await join(one)

      // Between the first and the second grant of the room.
      await visit.kill()
      await visit.recover({ provider: to, livekit: livekit.settings })
      await join(two)
      await waitUntilAllSee([one, two], [host, guest], { timeoutMs: 20_000 })
      expect(await Promise.all([one, two].map(providerOf))).toEqual([from, from])

      const next = await visit.createRoom()
      const [three, four] = [await visit.open(next, host), await visit.open(next, guest)]
      await join(three)
      await join(four)
      await waitUntilAllSee([three, four], [host, guest], { timeoutMs: 20_000 })
      expect(await Promise.all([three, four].map(providerOf))).toEqual([to, to])
      for (const participant of [one, two, three, four]) await leave(participant)

      const adapters = await Promise.all([one, three].map(vendorsLoaded))
      expect(adapters).toEqual([[from], [to]])
    })
  })

  describe('two processes on one store that disagree, as in the middle of a deployment', () => {
    if (!postgresSearch.found) {
      missingService(postgresSearch.reason)
      return
    }
    const visit = useVisit({
      processes: 2,
      store: async () => {
        postgres = await startPostgres(postgresSearch)
        return { url: await postgres.createDatabase() }
      },
      provider: (index) => ({ provider: index === 0 ? 'livekit' : 'p2p', livekit: livekit.settings }),
    })

    test('both people meet, whichever process each of them came by', { timeout: 120_000 }, async () => {
      const met: (string | null)[][] = []
      // Links lead to the processes in turn: the first who enters came by the one, then by the other.
      for (const first of [0, 1]) {
        const room = await visit.createRoom()
        const opened = [await visit.open(room, host), await visit.open(room, guest)]
        for (const participant of first === 0 ? opened : [...opened].reverse()) await join(participant)
        await waitUntilAllSee(opened, [host, guest], { timeoutMs: 20_000 })
        met.push(await Promise.all(opened.map(providerOf)))
        for (const participant of opened) await leave(participant)
      }
      expect(met).toEqual([
        ['livekit', 'livekit'],
        ['p2p', 'p2p'],
      ])
    })
  })
}

/** Whose adapters and SDKs the page downloaded. */
async function vendorsLoaded({ network }: Participant): Promise<readonly string[]> {
  const folder = await bundlePage('visit', inject('benchFolder'))
  const asked = new Set(network.urls.map((url) => new URL(url).pathname.split('/').at(-1)))
  const loaded = new Set<string>()
  for (const file of await readdir(folder)) {
    if (!asked.has(file)) continue
    const code = (await readFile(joinPath(folder, file), 'utf8')).replace(/\/\/# sourceMappingURL.*/, '')
    for (const path of code.matchAll(/^\/\/ (\S*(?:adapter-(p2p|livekit)|(livekit)-client)\/\S*)$/gm))
      loaded.add(path[2] ?? path[3] ?? '')
  }
  return [...loaded].sort()
}
