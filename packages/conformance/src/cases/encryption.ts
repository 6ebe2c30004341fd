import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'

const common = { level: 'SHOULD', requires: 'encryption' } as const
const keyOf = (number: number): readonly number[] =>
  Array.from({ length: 32 }, (_, index) => (index * 7 + number) % 256)
/** How long somebody without the key is given to see or hear something after all. */
const patienceMs = 3_000

export const encryption: readonly ConformanceCase[] = [
  {
    ...common,
    id: 'encryption/with-the-key',
    title: 'Two pages with one key see and hear each other.',
    proves: 'C-44 E2EE; 19.29 E2EE',
    async run(context) {
      const pages = await encrypted(context)
      for (const { page } of pages) {
        const supported = await page.evaluate(() => window.conformance.room.supports('encryption'))
        context.equal(supported, true, 'whether the session has encryption')
      }
    },
  },
  {
    ...common,
    id: 'encryption/without-the-key',
    title: 'A third page without the key, or with another, sees and hears nothing.',
    proves: 'C-44 E2EE; 19.29 E2EE',
    timeoutMs: 60_000,
    async run(context) {
      const { equal, open, waitFor } = context
      const [one, two] = await encrypted(context)
      const others = await Promise.all([open(2, one.room), open(3, one.room, { key: keyOf(99) })])
      for (const page of others) await page.join({})
      for (const page of others) {
        await waitFor(`${page.identity} to know both`, async () => (await page.roster()).length >= 2)
      }
      await letPass(patienceMs)
      for (const page of others) {
        const { identity } = page
        const seen = await Promise.all([one, two].map(({ person }) => page.sees(person)))
        equal(seen, [false, false], `pictures that ${identity} sees`)
        equal(await page.hears(one.person, two.person), [0, 0], `voices that ${identity} hears`)
      }
      // It was not a call that had ended.
      await seeAndHearOneAnother(context, [one, two])
    },
  },
  {
    ...common,
    id: 'encryption/rotate',
    title: 'After both set a new key pictures go on within 5 s.',
    proves: 'rule EncryptionFacet.setKey',
    async run(context) {
      const { check, waitFor } = context
      const [one, two] = await encrypted(context)
      await setKey(one, keyOf(2))
      await waitFor('the other page to see no more', async () => !(await two.sees(one.person)))
      await setKey(two, keyOf(2))
      for (const [page, other] of [
        [one, two],
        [two, one],
      ] as const) {
        await waitFor(`${page.identity} to see again`, () => page.sees(other.person), { timeoutMs: 5_000 })
      }
      await seeAndHearOneAnother(context, [one, two])
      check((await one.state()) === 'connected', 'the session ended with the key')
    },
  },
  {
    ...common,
    id: 'encryption/unreadable-on-the-wire',
    title: 'The payload of the packets differs from that of the same picture without a key.',
    proves: 'C-44 E2EE; 19.29 E2EE',
    async run(context) {
      const [one] = await encrypted(context)
      const frames = await context.waitFor('encoded frames of the camera', async () => {
        const seen = await one.page.evaluate(() => window.bench.encodedFrames())
        return seen.length >= 5 && seen
      })
      for (const { before, after } of frames) {
        const same = before.filter((byte, index) => byte === after[index]).length
        // Of bytes that have nothing to do with each other, one in 256 is the same.
        context.check(same < before.length / 16, `${same} of ${before.length} bytes of a frame leave as they were`)
      }
    },
  },
  {
    id: 'encryption/not-claimed',
    title: 'Where it is not declared, `supports("encryption")` is false and the session has no such facet.',
    level: 'SHOULD',
    requiresNot: 'encryption',
    proves: 'C-44 E2EE; 19.29 E2EE',
    async run({ open, newRoom, equal }) {
      const page = await open(0, newRoom())
      await page.join({})
      const claimed = await page.page.evaluate(() => ({
        supported: window.conformance.room.supports('encryption'),
        facet: window.conformance.session?.encryption !== undefined,
      }))
      equal(claimed, { supported: false, facet: false }, 'what is claimed')
      await page.leave()
      // A room that requires it is not joined in the clear instead.
      const strict = await open(1, newRoom(), { key: keyOf(1) })
      const before = await strict.page.evaluate(() => window.bench.made())
      const { code, typed } = await strict.refusedJoin()
      equal({ code, typed }, { code: 'unsupported', typed: true }, 'the error of a join that requires it')
      const { peerConnections } = await strict.page.evaluate(() => window.bench.made())
      equal(peerConnections, before.peerConnections, 'connections for media')
    },
  },
]

/** Two with camera, microphone and one key, who see and hear each other. */
async function encrypted(context: CaseContext): Promise<readonly [PersonPage, PersonPage]> {
  const room = context.newRoom()
  const pages = await Promise.all([context.open(0, room, { key: keyOf(1) }), context.open(1, room, { key: keyOf(1) })])
  for (const page of pages) await page.join()
  await seeAndHearOneAnother(context, pages)
  return pages
}

function setKey({ page }: PersonPage, key: readonly number[]): Promise<void> {
  return page.evaluate((bytes) => window.conformance.room.encryption.setKey(new Uint8Array(bytes)), key)
}
