import type { ConformanceCase } from '../conformance-case.ts'
import { people } from '../harness/person.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { reconnected } from './reconnected.ts'
import { withThirdPerson } from './with-third-person.ts'

export const audio: readonly ConformanceCase[] = [
  {
    id: 'audio/once',
    title: 'Each voice is let out exactly once on the other page.',
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run(context) {
      const [one, two] = await context.call(2)
      await hearsOnce(context, two, one)
      await hearsOnce(context, one, two)
    },
  },
  {
    id: 'audio/not-oneself',
    title: 'Nobody hears themself.',
    level: 'MUST',
    proves: 'C-32 attach; 19.18 attach',
    async run(context) {
      const pair = await context.call(2)
      for (const [index, page] of pair.entries()) {
        const other = pair[1 - index] ?? page
        await hearsOnce(context, page, other)
        context.equal(
          await page.hears(page.person, other.person),
          [0, 1],
          `own voice and the other's at ${page.identity}`,
        )
      }
    },
  },
  {
    id: 'audio/once-after-unmute',
    title: 'After off and on a voice is let out once.',
    level: 'MUST',
    proves: 'inv. 4; C-24 mute',
    async run(context) {
      const [one, two] = await context.call(2)
      await one.turn('microphone', false)
      await context.waitFor('silence', async () => (await two.hears(one.person))[0] === 0)
      await one.turn('microphone', true)
      await hearsOnce(context, two, one)
    },
  },
  {
    id: 'audio/unknown-speaker',
    title: 'An unknown loudspeaker rejects with `device-not-found` and voices go on.',
    level: 'SHOULD',
    proves: '19.20 device error',
    async run(context) {
      const [one, two] = await context.call(2)
      context.equal(await setSpeaker(one, 'no-such-loudspeaker'), 'device-not-found', 'the error')
      await hearsOnce(context, one, two)
    },
  },
  {
    id: 'audio/nobody-after-leave',
    title: 'After leaving no player is left.',
    level: 'MUST',
    proves: 'inv. 3; 19.34 leave',
    async run(context) {
      const [one, two] = await context.call(2)
      await hearsOnce(context, one, two)
      await one.leave()
      context.equal(await one.page.evaluate(() => window.bench.players()), [], 'elements that hold sound')
      context.equal(
        await one.hears(...people),
        people.map(() => 0),
        'players per voice',
      )
      await one.join()
    },
  },
  {
    id: 'audio/volume-of-all',
    title: '`setVolume(0)` silences all, also who joins later.',
    level: 'MUST',
    proves: '19.18 attach; rule SpeakerFacet.setVolume',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await hearsOnce(context, first, second)
        await setVolume(first, 0)
        await third.join({ microphone: true })
        // Let out where nothing was turned down, and arriving here: only the volume keeps it in.
        await hearsOnce(context, second, third)
        await context.waitFor('the voice of the third to arrive', () => subscribed(first, third))
        context.equal(await first.hears(second.person, third.person), [0, 0], 'players per voice while turned down')
        await setVolume(first, 1)
        await hearsOnce(context, first, second, third)
      })
    },
  },
  {
    id: 'audio/speaker',
    title: 'A chosen loudspeaker is the sink of every playing element, also of later voices.',
    level: 'SHOULD',
    proves: '19.19 devices; rule Capabilities.speakerScope',
    async run(context) {
      const { check, equal, waitFor } = context
      await withThirdPerson(context, async (third, first) => {
        const { devices } = await first.snapshot()
        const chosen = devices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default').at(-1)
        check(chosen !== undefined, 'The browser lists no loudspeaker besides the default one.')
        equal(await setSpeaker(first, chosen?.deviceId ?? ''), null, 'the error')
        await third.join({ microphone: true })
        await waitFor('both voices through the chosen loudspeaker, and nothing through another', async () => {
          const players = await first.page.evaluate(() => window.bench.players().filter(({ playing }) => playing))
          return players.length === 2 && players.every(({ sinkId }) => sinkId === chosen?.deviceId)
        })
        equal(await setSpeaker(first, ''), null, 'the error of going back')
      })
    },
  },
  {
    id: 'audio/once-after-reconnect',
    title: 'After a reconnect a voice is let out once.',
    level: 'MUST',
    stimuli: ['cutSignaling'],
    proves: 'inv. 4; C-32 attach',
    timeoutMs: 90_000,
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await reconnected(context, first, second, third)
        await hearsOnce(context, first, second, third)
        await hearsOnce(context, second, first, third)
      })
    },
  },
  {
    id: 'audio/three-voices',
    title: 'With three people each hears the two others once each.',
    level: 'MUST',
    proves: 'C-32 attach',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join({ microphone: true })
        const all = [first, second, third]
        await Promise.all(all.map((page) => hearsOnce(context, page, ...all.filter((other) => other !== page))))
      })
    },
  },
  {
    id: 'audio/volume-of-one',
    title: '`setVolume(0, one)` silences that one and nobody else; `1` brings them back.',
    level: 'MUST',
    proves: '19.18 attach; rule SpeakerFacet.setVolume',
    async run(context) {
      await withThirdPerson(context, async (third, first, second) => {
        await third.join({ microphone: true })
        await hearsOnce(context, first, second, third)
        await setVolume(first, 0, second)
        context.equal(await first.hears(second.person, third.person), [0, 1], 'players per voice, one turned down')
        await setVolume(first, 1, second)
        await hearsOnce(context, first, second, third)
      })
    },
  },
]

/** Waits until every voice is heard, and then fails if one of them comes from more than one player. */
async function hearsOnce({ equal, waitFor }: CaseContext, listener: PersonPage, ...others: readonly PersonPage[]) {
  const persons = others.map(({ person }) => person)
  const players = await waitFor(`${listener.identity} to hear everybody`, async () => {
    const counts = await listener.hears(...persons)
    return counts.every(Boolean) && counts
  })
  equal(
    players,
    persons.map(() => 1),
    `players per voice at ${listener.identity}`,
  )
}

async function setVolume({ page }: PersonPage, volume: number, of?: PersonPage): Promise<void> {
  await page.evaluate(
    ([wanted, identity]) => {
      const { audio, participants } = window.conformance.room
      return audio.setVolume(
        wanted,
        participants.find((participant) => participant.identity === identity),
      )
    },
    [volume, of?.identity] as const,
  )
}

/** The error code, or `null`. */
function setSpeaker({ page }: PersonPage, deviceId: string): Promise<string | null> {
  return page.evaluate(
    (wanted) =>
      window.conformance.room.audio.setSpeaker(wanted).then(
        () => null,
        (error: { readonly code: string }) => error.code,
      ),
    deviceId,
  )
}

async function subscribed(page: PersonPage, { identity }: PersonPage): Promise<boolean> {
  const { participants } = await page.snapshot()
  return participants.some(
    (participant) =>
      participant.identity === identity &&
      participant.tracks.some((track) => track.source === 'microphone' && track.subscribed && !track.paused),
  )
}
