import type { ConformanceCase } from '../conformance-case.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'

export const capabilityTransport: readonly ConformanceCase[] = [
  {
    id: 'capability/simulcast',
    title: 'With `simulcast` a camera is sent in at least two sizes to a service that asks for them.',
    level: 'SHOULD',
    requires: 'simulcast',
    serviceDecides: true,
    proves: 'C-42 simulcast',
    timeoutMs: 60_000,
    async run({ open, newRoom, waitFor, check }) {
      const room = newRoom()
      // Two who look, so that there is a reason for each size.
      const devices = { pictureSize: { width: 640, height: 360 } }
      const [sender, small, large] = await Promise.all([open(0, room, { devices }), open(1, room), open(2, room)])
      for (const page of [sender, small, large]) await page.join({ camera: page === sender })
      for (const page of [small, large])
        await waitFor(`the picture at ${page.identity}`, () => page.sees(sender.person))
      for (const [page, size] of [
        [small, { width: 160, height: 90 }],
        [large, { width: 1280, height: 720 }],
      ] as const) {
        await page.page.evaluate(
          ([who, wanted]) => {
            const owner = window.conformance.room.participants.find(({ identity }) => identity === who)
            owner?.tracks.find(({ source }) => source === 'camera')?.setPreferredSize(wanted)
          },
          [sender.identity, size] as const,
        )
      }
      const before = await sender.page.evaluate(() => window.bench.outboundVideo())
      const sizes = await waitFor(
        'two sizes to be sent',
        async () => {
          const now = await sender.page.evaluate(() => window.bench.outboundVideo())
          const grown = now.filter(
            ({ rid, frames }) => frames > (before.find((stream) => stream.rid === rid)?.frames ?? 0),
          )
          const widths = new Set(grown.map(({ width }) => width))
          return widths.size >= 2 && [...widths]
        },
        { timeoutMs: 20_000 },
      )
      check(Math.min(...sizes) > 0, 'a size of 0')
    },
  },
  {
    id: 'capability/forced-relay',
    title:
      'A grant that asks for a relay makes every selected pair a relayed one, and no other candidate leaves the page.',
    level: 'SHOULD',
    requires: 'forcedRelay',
    stimuli: ['relay'],
    proves: 'rule trait forcedRelay',
    async run(context) {
      const room = context.newRoom()
      await context.stimuli.relay(room)
      const pages = await Promise.all([context.open(0, room), context.open(1, room)])
      for (const page of pages) await page.join()
      await seeAndHearOneAnother(context, pages)
      for (const page of pages) {
        const routes = await page.page.evaluate(() => window.bench.iceRoutes())
        const used = routes.filter(({ selected }) => selected !== null)
        context.check(used.length > 0, `${page.identity} has no connection in use`)
        for (const { selected, candidates } of used) {
          context.equal(selected?.local, 'relay', `${page.identity}'s end of the pair in use`)
          const others = candidates.local.filter((type) => type !== 'relay')
          context.equal(others, [], `candidates of ${page.identity} that are no relay`)
        }
      }
    },
  },
]
