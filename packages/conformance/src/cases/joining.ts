import type { ConformanceCase } from '../conformance-case.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'
import { withoutReason } from './without-reason.ts'

/** Time the contract gives an adapter for `roster-synced`, ms. */
const rosterMs = 5_000

export const joining: readonly ConformanceCase[] = [
  {
    id: 'join/resolves-with-roster',
    title: 'When `join()` resolves, the snapshot is `connected` and lists exactly who was there.',
    level: 'MUST',
    proves: 'inv. 1; C-1 join; 19.2 connect resolves',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        // In the turn of the resolution: what comes a moment later does not count.
        const seen = await third.page.evaluate(async () => {
          const { room } = window.conformance
          await room.join()
          const { connection, participants } = room.snapshot
          return { state: connection.state, roster: participants.map(({ identity }) => identity).sort() }
        })
        const roster = [first.identity, second.identity].sort()
        context.equal(seen, { state: 'connected', roster }, 'the snapshot when join() resolved')
      })
    },
  },
  {
    id: 'join/alone',
    title: 'A join into an empty room resolves less than 5 s after the service accepted it.',
    level: 'MUST',
    proves: 'rule RosterSyncedFact, VideoAdapter.join',
    async run({ check, newRoom, occupants, open, waitFor }) {
      const page = await open(0, newRoom())
      let notYet = performance.now()
      const joined = page.join({}).then(() => performance.now())
      // The last look that did not find them yet is the earliest moment at which they can have been accepted.
      await waitFor('the service to have the only person', async () => {
        const asked = performance.now()
        const isThere = (await occupants(page.room)).includes(page.identity)
        if (!isThere) notYet = asked
        return isThere
      })
      const took = (await joined) - notYet
      check(took < rosterMs, `join() resolved ${Math.round(took)} ms after the service accepted it, limit ${rosterMs}`)
    },
  },
  {
    id: 'join/publishes-nothing-unasked',
    title: 'A join without options opens no device and sends no media.',
    level: 'MUST',
    proves: 'C-3 auto-publish; 19.4 auto publish',
    async run({ equal, newRoom, open }) {
      const room = newRoom()
      const [one, two] = await Promise.all([open(0, room), open(1, room)])
      await one.join({})
      await two.join({})
      // Messages through: whatever a publication would have needed is up.
      await one.fence(two)
      await two.fence(one)
      for (const page of [one, two]) {
        const [tracks, { received, sent }] = await page.page.evaluate(() =>
          Promise.all([window.bench.tracks(), window.bench.bytes()]),
        )
        equal(tracks, [], `captures in the page of ${page.identity}`)
        const silence = { audio: 0, video: 0 }
        equal({ received, sent }, { received: silence, sent: silence }, `RTP bytes of ${page.identity}`)
      }
    },
  },
  {
    id: 'join/with-devices',
    title: 'A join with camera and microphone is seen and heard, from one `getUserMedia` call.',
    level: 'MUST',
    proves: 'C-3 auto-publish; 19.4 auto publish',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const asked = await third.page.evaluateHandle(() => {
          const { mediaDevices } = navigator
          const inner = mediaDevices.getUserMedia.bind(mediaDevices)
          const calls: { readonly audio: boolean; readonly video: boolean }[] = []
          mediaDevices.getUserMedia = (constraints) => {
            calls.push({ audio: Boolean(constraints?.audio), video: Boolean(constraints?.video) })
            return inner(constraints)
          }
          return calls
        })
        await third.join()
        await seeAndHearOneAnother(context, [first, second, third])
        context.equal(await asked.jsonValue(), [{ audio: true, video: true }], 'calls of getUserMedia')
      })
    },
  },
  {
    id: 'join/device-failure-does-not-fail-it',
    title: 'A denied camera does not fail the join; the microphone is heard.',
    level: 'MUST',
    proves: '19.20 device error',
    async run(context) {
      const denied = { fail: { video: 'NotAllowedError' } }
      await withThirdPerson(
        context,
        async (third, first) => {
          await third.join()
          await context.waitFor('the voice', async () => (await first.hears(third.person))[0] === 1)
          const failure = await third.page.evaluate(() => {
            const { camera } = window.conformance.room.snapshot.self
            return { state: camera.state, code: camera.error?.code }
          })
          context.equal(failure, { state: 'off', code: 'permission-denied' }, 'the camera in the own snapshot')
          context.equal((await first.shows(third.person))?.camera, 'off', 'the camera for the others')
        },
        denied,
      )
    },
  },
  {
    id: 'join/twice',
    title: 'A second `join()` while joining or joined makes no second participant and no further connection.',
    level: 'MUST',
    proves: 'C-4 listener timing; rule Room.join',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const made = () => third.page.evaluate(() => window.bench.made())
        const before = await made()
        await third.join({})
        await third.fence(first)
        const once = await made()
        await third.leave()
        await untilGone(context, third, [first, second])

        const mark = (await first.events()).length
        const middle = await made()
        await third.page.evaluate(async () => {
          const { room } = window.conformance
          await Promise.all([room.join(), room.join()])
          await room.join()
        })
        await third.fence(first)
        const twice = await made()
        for (const kind of ['peerConnections', 'webSockets', 'eventSources'] as const) {
          context.equal(
            twice[kind] - middle[kind],
            once[kind] - before[kind],
            `${kind} of a join asked for three times`,
          )
        }
        const joined = (await first.events()).slice(mark).filter((event) => event.startsWith('participantJoined'))
        context.equal(joined, [`participantJoined ${third.identity}`], 'people who came, for the other page')
        const there = (await context.occupants(third.room)).filter((identity) => identity === third.identity)
        context.equal(there.length, 1, 'how often the service has them')
      })
    },
  },
  {
    id: 'join/again-after-leave',
    title: 'The same room object joins again after leaving; media flows both ways.',
    level: 'MUST',
    proves: 'inv. 3; 19.34 leave',
    async run(context) {
      const [one, two] = await context.call(2)
      await two.leave()
      await untilGone(context, two, [one])
      await two.join()
      await seeAndHearOneAnother(context, [one, two])
    },
  },
  {
    id: 'join/again-in-the-same-turn',
    title: '`leave(); join()` in one turn ends connected; the other page sees one leave, then one join.',
    level: 'MUST',
    proves: 'inv. 1, 3',
    async run(context) {
      const [one, two] = await context.call(2)
      const mark = (await one.events()).length
      await two.page.evaluate(async () => {
        const { room } = window.conformance
        void room.leave()
        await room.join({ camera: true, microphone: true })
      })
      context.equal(await two.state(), 'connected', 'the connection after both')
      await seeAndHearOneAnother(context, [one, two])
      const stays = (await one.events()).slice(mark).filter((event) => event.startsWith('participant'))
      const { identity } = two
      const wanted = [`participantLeft ${identity}`, `participantJoined ${identity}`]
      context.equal(stays.map(withoutReason), wanted, 'what the other saw')
    },
  },
  {
    id: 'join/three-at-one-instant',
    title: 'Three who join at one instant all see and hear one another once.',
    level: 'MUST',
    proves: 'inv. 1; 19.11 join/leave order',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await Promise.all([first.leave(), second.leave()])
        const pages = [first, second, third]
        await Promise.all(pages.map((page) => page.join()))
        await seeAndHearOneAnother(context, pages)
        for (const page of pages) {
          const others = pages.filter((other) => other !== page).map(({ identity }) => identity)
          context.equal(await page.roster(), others.sort(), `the roster of ${page.identity}`)
        }
      })
    },
  },
]
