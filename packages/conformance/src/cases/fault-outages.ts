import type { ConformanceCase } from '../conformance-case.ts'
import { longMediaCut } from './long-media-cut.ts'
import { longOutage } from './long-outage.ts'

/** What a cut that outlasts the vendor's patience leads to. Several look at one outage. */
export const faultOutages: readonly ConformanceCase[] = [
  {
    id: 'fault/media-cut-is-said',
    title:
      'While media to everybody is dead and signaling is alive, the state is `reconnecting` with `lost: media` within 20 s.',
    level: 'SHOULD',
    waits: true,
    act: 'long media cut',
    stimuli: ['cutMedia'],
    proves: 'C-11 connection state, C-20 media; 19.6 states',
    timeoutMs: 120_000,
    async run(context) {
      const { saidAfterMs, saidLost } = await longMediaCut(context)
      context.check(saidAfterMs !== null && saidAfterMs < 20_000, `the cut was said after ${saidAfterMs} ms`)
      context.equal(saidLost, 'media', 'what is said to be lost')
    },
  },
  {
    id: 'reason/media-lost',
    title: 'A long cut of media alone is `media-lost`.',
    level: 'SHOULD',
    waits: true,
    act: 'long media cut',
    stimuli: ['cutMedia'],
    proves: 'inv. 5; C-20 media',
    timeoutMs: 120_000,
    async run(context) {
      context.equal((await longMediaCut(context)).ends, ['disconnected media-lost'], 'ends')
    },
  },
  {
    id: 'fault/long-outage-ends',
    title:
      'A cut longer than the budget ends with one `disconnected`, reason `connection-lost`, and no device is live.',
    level: 'MUST',
    waits: true,
    act: 'long outage',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 5, 9; C-19 signaling; 19.7 disconnect reason',
    timeoutMs: 120_000,
    async run(context) {
      const { events, leftovers } = await longOutage(context)
      const ends = events.filter((event) => event.startsWith('disconnected'))
      context.equal(ends, ['disconnected connection-lost'], 'ends')
      context.equal(leftovers, { connections: 0, sockets: 0, liveTracks: 0, elements: 0 }, 'what is left')
    },
  },
  {
    id: 'reason/connection-lost',
    title: 'A long cut of everything is `connection-lost`.',
    level: 'MUST',
    waits: true,
    act: 'long outage',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 5; C-19 signaling; 19.7 disconnect reason',
    timeoutMs: 120_000,
    async run(context) {
      const { events } = await longOutage(context)
      context.equal(events.at(-1), 'disconnected connection-lost', 'last event')
    },
  },
  {
    id: 'fault/lost-one-is-seen-to-leave',
    title: 'The other page sees the lost one leave, once, within the budget of the bench.',
    level: 'MUST',
    waits: true,
    act: 'long outage',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 1; 19.34 leave',
    timeoutMs: 120_000,
    async run(context) {
      const { leaves, leftAfterMs, lost } = await longOutage(context)
      context.check(leftAfterMs !== null, `${lost} was not seen to leave within ${context.budgets.crashMs} ms`)
      context.equal(leaves.length, 1, 'leaves seen')
    },
  },
  {
    id: 'fault/join-after-a-long-outage',
    title: 'After a long outage `join()` works again and the other side lists that identity once.',
    level: 'MUST',
    waits: true,
    act: 'long outage',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 3, 5; C-17 duplicate',
    timeoutMs: 120_000,
    async run(context) {
      const { events, rejoin } = await longOutage(context)
      context.equal(events.at(-1)?.split(' ')[0], 'disconnected', 'last event of the outage')
      context.equal(rejoin, null, 'what went wrong')
    },
  },
]
