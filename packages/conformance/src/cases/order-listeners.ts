import type { ConformanceCase } from '../conformance-case.ts'
import { seeAndHearOneAnother } from './see-and-hear.ts'
import { untilGone } from './until-gone.ts'
import { withThirdPerson } from './with-third-person.ts'

const told = [
  'connectionChanged',
  'disconnected',
  'messageReceived',
  'participantJoined',
  'participantLeft',
  'trackMuted',
  'trackPublished',
  'trackSubscribed',
  'trackUnmuted',
  'trackUnpublished',
  'trackUnsubscribed',
] as const

/** What a listener finds when it is called, and what it can break. */
export const orderListeners: readonly ConformanceCase[] = [
  {
    id: 'order/snapshot-explains-event',
    title: 'In every listener the snapshot already shows what the event says.',
    level: 'MUST',
    proves: 'inv. 6',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        const watch = await second.page.evaluateHandle(() => {
          const { room } = window.conformance
          const seen = { told: [] as string[], wrong: [] as string[], stop: [] as (() => void)[] }
          const people = [
            ['participantJoined', true],
            ['participantLeft', false],
          ] as const
          const tracks = [
            ['trackPublished', 'there', true],
            ['trackUnpublished', 'there', false],
            ['trackSubscribed', 'subscribed', true],
            ['trackUnsubscribed', 'subscribed', false],
            ['trackMuted', 'muted', true],
            ['trackUnmuted', 'muted', false],
          ] as const
          seen.stop = [
            room.on('connectionChanged', ({ state }) => {
              seen.told.push('connectionChanged')
              const now = room.snapshot.connection.state
              if (now !== state) seen.wrong.push(`connectionChanged ${state}, the snapshot says ${now}`)
            }),
            room.on('disconnected', () => {
              seen.told.push('disconnected')
              const { connection, participants } = room.snapshot
              if (connection.state !== 'disconnected' || participants.length > 0) seen.wrong.push('disconnected')
            }),
            room.on('messageReceived', ({ participant }) => {
              seen.told.push('messageReceived')
              if (!room.snapshot.participants.some(({ id }) => id === participant.id))
                seen.wrong.push('messageReceived')
            }),
            ...people.map(([name, there]) =>
              room.on(name, (...[{ id, identity }]) => {
                seen.told.push(name)
                if (room.snapshot.participants.some((each) => each.id === id) !== there)
                  seen.wrong.push(`${name} ${identity}`)
              }),
            ),
            ...tracks.map(([name, field, value]) =>
              room.on(name, (track, { id, identity }) => {
                seen.told.push(name)
                const owner = room.snapshot.participants.find((each) => each.id === id)
                const found = owner?.tracks.find((each) => each.id === track.id)
                const now = field === 'there' ? found !== undefined : (found?.[field] ?? false)
                if (now !== value) seen.wrong.push(`${name} ${identity} ${track.source}`)
              }),
            ),
          ]
          return seen
        })
        await second.leave()
        await untilGone(context, second, [first])
        await second.join()
        await third.join()
        await seeAndHearOneAnother(context, [first, second, third])
        for (const on of [false, true]) await first.turn('microphone', on)
        await first.fence(second)
        await third.leave()
        await untilGone(context, third, [first, second])

        const result = await watch.evaluate(({ stop, told, wrong }) => {
          for (const each of stop) each()
          return { told: [...new Set(told)].sort(), wrong }
        })
        context.equal(result, { told: [...told].sort(), wrong: [] }, 'events, and those the snapshot did not explain')
      })
    },
  },
  {
    id: 'order/throwing-listener',
    title: 'A listener that throws stops no other listener and no later event.',
    level: 'MUST',
    proves: 'inv. 6',
    async run(context) {
      const [one, two] = await context.call(2)
      const names = told.filter((name) => /^(participant|track)/.test(name))
      const watch = await one.page.evaluateHandle((asked) => {
        const { events, room } = window.conformance
        const seen = { later: [] as string[], mark: events.length, stop: [] as (() => void)[] }
        // The one that records for the suite is older than the one that throws, the second one here is younger.
        seen.stop = asked.flatMap((name) => [
          room.on(name, () => {
            throw new Error('A listener of the suite throws on purpose.')
          }),
          room.on(name, () => void seen.later.push(name)),
        ])
        return seen
      }, names)
      const sameForBoth = async () => {
        const { later, recorded } = await watch.evaluate(({ later, mark }) => {
          const recorded = window.conformance.events.slice(mark).map((event) => event.split(' ')[0] ?? '')
          return { later, recorded }
        })
        context.equal(later, recorded, 'events a younger listener got, against those of an older one')
        return later
      }
      await two.leave()
      await untilGone(context, two, [one])
      await sameForBoth()
      await two.join()
      await seeAndHearOneAnother(context, [one, two])
      for (const on of [false, true]) await two.turn('microphone', on)
      await two.fence(one)
      await context.waitFor('the voice', async () => (await one.hears(two.person))[0] === 1)

      const later = await sameForBoth()
      await watch.evaluate(({ stop }) => {
        for (const each of stop) each()
      })
      context.equal([...new Set(later)].sort(), [...names].sort(), 'kinds of events that came')
    },
  },
]
