import type { ConformanceCase } from '../conformance-case.ts'
import { screenOf } from '../harness/screen-of.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'
import { seesColor } from './sees-color.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'

const devices = ['camera', 'microphone'] as const

export const order: readonly ConformanceCase[] = [
  {
    id: 'order/join-order',
    title: 'For each participant and source: joined, published, subscribed, in this order, once.',
    level: 'MUST',
    proves: 'inv. 2; C-6 order on join; 19.11 join/leave order',
    async run(context) {
      const [one, two] = await context.call(2)
      await two.leave()
      await untilGone(context, two, [one])
      const mark = (await one.events()).length
      await two.join()
      await seeAndHearOneAnother(context, [one, two])
      const events = (await one.events()).slice(mark)
      for (const source of devices) {
        context.equal(
          lifecycle(events, two, source),
          ['participantJoined', 'trackPublished', 'trackSubscribed'],
          `the arrival of the ${source}`,
        )
      }
    },
  },
  {
    id: 'order/leave-order',
    title: 'For each participant and source: unsubscribed, unpublished, left, in this order, once.',
    level: 'MUST',
    proves: 'inv. 2; C-7 order on leave; 19.11 join/leave order',
    async run(context) {
      const [one, two] = await context.call(2)
      const mark = (await one.events()).length
      await two.leave()
      await untilGone(context, two, [one])
      const events = (await one.events()).slice(mark)
      for (const source of devices) {
        context.equal(
          lifecycle(events, two, source),
          ['trackUnsubscribed', 'trackUnpublished', 'participantLeft'],
          `the end of the ${source}`,
        )
      }
      await two.join()
    },
  },
  {
    id: 'order/own-leave-order',
    title: 'Own leave gives unsubscribed, unpublished, left for everybody, then one `disconnected`, as the last event.',
    level: 'MUST',
    proves: 'inv. 2; C-8 local leave; 19.11 join/leave order',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join()
        await seeAndHearOneAnother(context, [first, second, third])
        const mark = (await third.events()).length
        await third.leave()
        await untilGone(context, third, [first, second])
        const events = (await third.events()).slice(mark)
        for (const other of [first, second]) {
          for (const source of devices) {
            context.equal(
              lifecycle(events, other, source),
              ['trackUnsubscribed', 'trackUnpublished', 'participantLeft'],
              `the end of the ${source} of ${other.identity}`,
            )
          }
        }
        const ends = events.filter((event) => event.startsWith('disconnected'))
        context.equal(ends, ['disconnected left'], 'ends')
        context.equal(events.at(-1), 'disconnected left', 'the last event')
      })
    },
  },
  {
    id: 'order/connected-before-people',
    title: 'No participant or track event comes before `connected`.',
    level: 'MUST',
    proves: 'inv. 1; C-4 listener timing; 19.2 connect resolves',
    async run(context) {
      const [one, two] = await context.call(2)
      await two.leave()
      await untilGone(context, two, [one])
      const mark = (await two.events()).length
      await two.join()
      await seeAndHearOneAnother(context, [one, two])
      const events = (await two.events()).slice(mark)
      const connected = events.indexOf('connection connected')
      const people = events.findIndex((event) => /^(participant|track)/.test(event))
      context.check(connected >= 0 && people >= 0, 'connected, or the people, were never announced')
      context.check(connected < people, `"${events[people]}" came before "connection connected"`)
    },
  },
  {
    id: 'order/nothing-after-the-end',
    title:
      'After `disconnected` no participant, track, message, speaker or quality event comes, while the others toggle, speak and send.',
    level: 'MUST',
    proves: 'inv. 3',
    async run(context) {
      const [one, two] = await context.call(2)
      const watch = await two.page.evaluateHandle(() => {
        const { room } = window.conformance
        const seen = { after: [] as string[], ended: false, stop: [] as (() => void)[] }
        const names = [
          'participantJoined',
          'participantUpdated',
          'participantLeft',
          'trackPublished',
          'trackSubscribed',
          'trackMuted',
          'trackUnmuted',
          'trackPaused',
          'trackResumed',
          'trackReplaced',
          'trackUnsubscribed',
          'trackUnpublished',
          'messageReceived',
          'activeSpeakersChanged',
          'qualityChanged',
        ] as const
        seen.stop = [
          ...names.map((name) => room.on(name, () => void (seen.ended && seen.after.push(name)))),
          room.on('disconnected', () => {
            seen.ended = true
          }),
          // The next join is the fence: from there on, it is another session that speaks.
          room.on('connectionChanged', ({ state }) => {
            if (state === 'joining') seen.ended = false
          }),
        ]
        return seen
      })
      await two.leave()
      for (const on of [false, true, false, true]) {
        for (const source of devices) await one.turn(source, on)
        await one.page.evaluate(() => window.conformance.room.messages.send('after the end'))
      }
      context.equal(await watch.evaluate(({ ended }) => ended), true, 'the end was announced')
      context.equal(await two.roster(), [], 'the roster after the end')
      await two.join()
      await seeAndHearOneAnother(context, [one, two])
      context.equal(await watch.evaluate(({ after }) => after), [], 'events between the end and the next join')
      await watch.evaluate(({ stop }) => {
        for (const each of stop) each()
      })
    },
  },
  {
    id: 'order/earlier-join-does-not-leak',
    title: 'A quick leave and join while the other side toggles ends with the truth of the second join only.',
    level: 'MUST',
    proves: 'inv. 3',
    async run(context) {
      const { call, equal, waitFor } = context
      const [one, two] = await call(2)
      await one.page.evaluate(() =>
        window.conformance.start('toggles', async () => {
          const { camera, microphone } = window.conformance.room.local
          for (let round = 0; round < 8; round += 1) {
            await Promise.all([camera.disable(), microphone.disable()])
            await Promise.all([camera.enable(), microphone.enable()])
          }
          await microphone.disable()
        }),
      )
      for (let round = 0; round < 3; round += 1) {
        await two.page.evaluate(async () => {
          const { room } = window.conformance
          void room.leave()
          await room.join({ camera: true, microphone: true })
        })
      }
      equal((await one.settled('toggles')).state, 'done', 'the toggles of the other side')
      await one.fence(two)
      const truth = { camera: 'live', microphone: 'off' }
      await waitFor('the microphone to be off', async () => (await two.shows(one.person))?.microphone === 'off')
      await waitFor('the picture', () => two.sees(one.person))
      await one.fence(two)
      equal(await two.shows(one.person), truth, 'the other side, a message later')
      equal(await two.roster(), [one.identity], 'the roster')
      equal(await two.hears(one.person), [0], 'players that let out the muted voice')
      await one.turn('microphone', true)
      await seeAndHearOneAnother(context, [one, two])
    },
  },
  {
    id: 'order/both-sides-at-once',
    title: 'Both sides turn on camera, microphone and screen at one instant; each is published once and seen.',
    level: 'MUST',
    requires: 'screenShare',
    proves: 'inv. 2, 7; C-6 order on join',
    async run(context) {
      const [one, two] = await context.call(2)
      const pages = [one, two]
      // The one turns all off and the other is new: neither has a track of the other.
      await two.leave()
      for (const source of devices) await one.turn(source, false)
      await untilGone(context, two, [one])
      const marks = await Promise.all(pages.map(async (page) => (await page.events()).length))
      await two.join({})
      await one.fence(two)
      await Promise.all(
        pages.map(({ page }) =>
          page.evaluate(async () => {
            const { camera, microphone, screen } = window.conformance.room.local
            await Promise.all([camera.enable(), microphone.enable(), screen.enable()])
          }),
        ),
      )
      await seeAndHearOneAnother(context, pages)
      for (const [index, page] of pages.entries()) {
        const other = page === one ? two : one
        const screen = screenOf(other.person)
        await context.waitFor(`${page.identity} to see the screen of ${other.identity}`, () =>
          seesColor(page, other.identity, 'screen', screen.color),
        )
        const events = (await page.events()).slice(marks[index])
        for (const source of [...devices, 'screen']) {
          context.equal(
            lifecycle(events, other, source),
            ['participantJoined', 'trackPublished', 'trackSubscribed'],
            `the arrival of the ${source} of ${other.identity}`,
          )
        }
      }
      await Promise.all(pages.map(({ page }) => page.evaluate(() => window.conformance.room.local.screen.disable())))
    },
  },
]

/** Names of the events of one person, and of one of their sources, that begin or end something. */
function lifecycle(events: readonly string[], { identity }: PersonPage, source: string): string[] {
  return events.flatMap((event) => {
    const [name = '', who, what] = event.split(' ')
    if (who !== identity) return []
    const isPresence = /^participant(Joined|Left)$/.test(name)
    const isTrack = what === source && /^track(Published|Subscribed|Unsubscribed|Unpublished)$/.test(name)
    return isPresence || isTrack ? [name] : []
  })
}
