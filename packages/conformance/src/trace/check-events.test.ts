import { beforeAll, describe, expect, it } from 'vitest'
import { checkEvents, type Invariant } from './check-events.ts'
import { playVisit } from './testing/play-visit.ts'
import { recordFakeCall } from './testing/record-fake-call.ts'
import type { EventDetail, PageTrace, RecordedSnapshot, TraceEntry } from './trace-entry.ts'

type Change = (entries: TraceEntry[]) => TraceEntry[]

let visit: PageTrace
beforeAll(async () => {
  visit = (await playVisit()).trace()
})

const isEvent = (entry: TraceEntry | undefined, event: string, detail: EventDetail = {}) =>
  entry?.kind === 'event' &&
  entry.event === event &&
  Object.entries(detail).every(([name, value]) => entry.detail[name as keyof EventDetail] === value)

function indexOf(entries: readonly TraceEntry[], event: string, detail?: EventDetail): number {
  const index = entries.findIndex((entry) => isEvent(entry, event, detail))
  if (index < 0) throw new Error(`the visit has no ${event}`)
  return index
}

const drop =
  (event: string, detail?: EventDetail): Change =>
  (entries) =>
    entries.toSpliced(indexOf(entries, event, detail), 1)
const twice =
  (event: string, detail?: EventDetail): Change =>
  (entries) => {
    const index = indexOf(entries, event, detail)
    return entries.toSpliced(index, 0, ...entries.slice(index, index + 1))
  }
/** Moves an event by so many entries. */
const move =
  (by: number, event: string, detail?: EventDetail): Change =>
  (entries) => {
    const index = indexOf(entries, event, detail)
    return entries.toSpliced(index, 1).toSpliced(index + by, 0, ...entries.slice(index, index + 1))
  }
const change =
  (to: EventDetail, event: string, detail?: EventDetail): Change =>
  (entries) => {
    const index = indexOf(entries, event, detail)
    return entries.map((entry, at) =>
      at === index && entry.kind === 'event' ? { ...entry, detail: { ...entry.detail, ...to } } : entry,
    )
  }
const insertAfter =
  (added: { event: string; detail: EventDetail }, event: string, detail?: EventDetail): Change =>
  (entries) => {
    const index = indexOf(entries, event, detail)
    return entries.toSpliced(index + 1, 0, { seq: 0, at: entries[index]?.at ?? 0, kind: 'event', ...added })
  }
/** What every snapshot from the one before an event on shows. */
const show =
  (to: (snapshot: RecordedSnapshot) => RecordedSnapshot, event: string, detail?: EventDetail): Change =>
  (entries) => {
    const before = entries.slice(0, indexOf(entries, event, detail)).findLastIndex(({ kind }) => kind === 'snapshot')
    return entries.map((entry, at) =>
      at === before && entry.kind === 'snapshot' ? { ...entry, snapshot: to(entry.snapshot) } : entry,
    )
  }

const ana = { identity: 'ana' }
const camera = { identity: 'ana', source: 'camera' }
const screen = { identity: 'ana', source: 'screen' }
const nobody = (snapshot: RecordedSnapshot): RecordedSnapshot => ({ ...snapshot, participants: [] })

const faults: readonly (readonly [name: string, invariant: Invariant, text: RegExp, fault: Change])[] = [
  ['joined twice', 'inv. 1', /joined twice/, twice('participantJoined', ana)],
  ['joined lost', 'inv. 1', /without participantJoined|not here/, drop('participantJoined', { identity: 'cleo' })],
  ['left twice', 'inv. 1', /was not here/, twice('participantLeft', { identity: 'cleo' })],
  ['left lost', 'inv. 1', /without participantLeft/, drop('participantLeft', { identity: 'cleo' })],
  ['own leave lost', 'inv. 1', /has not left/, drop('participantLeft', { identity: 'ana', reason: 'left' })],
  [
    'a later arrival is initial',
    'inv. 1',
    /initial/,
    change({ initial: true }, 'participantJoined', { identity: 'cleo' }),
  ],
  ['found and not initial', 'inv. 1', /initial/, change({ initial: false }, 'participantJoined', ana)],
  ['people before connected', 'inv. 1', /joined while joining/, move(-1, 'participantJoined', ana)],
  ['published before joined', 'inv. 2', /outside joined/, move(-1, 'trackPublished', { identity: 'ana' })],
  ['subscribed before published', 'inv. 2', /outside published/, move(-1, 'trackSubscribed', camera)],
  [
    'left before unpublished',
    'inv. 2',
    /before camera was unpublished/,
    move(1, 'trackUnpublished', { identity: 'cleo' }),
  ],
  ['unpublished while subscribed', 'inv. 2', /while subscribed/, move(1, 'trackUnsubscribed', { identity: 'cleo' })],
  ['published twice', 'inv. 2', /twice/, twice('trackPublished', camera)],
  ['unpublished lost', 'inv. 2', /without trackUnpublished/, drop('trackUnpublished', screen)],
  ['unsubscribed lost', 'inv. 2', /the events say otherwise/, drop('trackUnsubscribed', screen)],
  ['muted twice', 'inv. 2', /twice in a row/, twice('trackMuted', camera)],
  [
    'a camera is unpublished by its owner',
    'inv. 2',
    /only when its owner leaves/,
    insertAfter(
      {
        event: 'trackUnpublished',
        detail: { participantId: 'participant-1', trackId: 'track-2', ...camera, generation: 0 },
      },
      'trackMuted',
      camera,
    ),
  ],
  [
    'somebody speaks after the end',
    'inv. 3',
    /after the end/,
    insertAfter({ event: 'activeSpeakersChanged', detail: { participantId: 'participant-1' } }, 'disconnected'),
  ],
  [
    'a track after the end',
    'inv. 3',
    /after the end/,
    insertAfter({ event: 'trackMuted', detail: camera }, 'disconnected'),
  ],
  [
    'connected after the end',
    'inv. 3',
    /after the end/,
    insertAfter({ event: 'connectionChanged', detail: { state: 'connected' } }, 'disconnected'),
  ],
  ['reconnecting has two ends', 'inv. 4', /connected → connected/, twice('connectionChanged', { state: 'connected' })],
  [
    'reconnecting has no end',
    'inv. 4',
    /the events say reconnecting/,
    (entries) =>
      entries.toSpliced(
        entries.findLastIndex(
          (entry, index) =>
            isEvent(entry, 'connectionChanged', { state: 'connected' }) &&
            entries.slice(0, index).some((before) => isEvent(before, 'connectionChanged', { state: 'reconnecting' })) &&
            !entries.slice(0, index).some((before) => isEvent(before, 'disconnected')),
        ),
        1,
      ),
  ],
  ['generation leaps', 'inv. 4', /generation 2, not 1/, change({ generation: 2 }, 'trackReplaced')],
  ['generation rises in silence', 'inv. 4', /generation 1, not 0/, drop('trackReplaced')],
  [
    'left during a reconnect',
    'inv. 4',
    /reconnect is under way/,
    insertAfter(
      { event: 'participantLeft', detail: { participantId: 'participant-3', identity: 'ben', reason: 'unknown' } },
      'connectionChanged',
      { state: 'reconnecting' },
    ),
  ],
  [
    'another track id for the same source',
    'inv. 4',
    /new media is a new generation/,
    insertAfter(
      { event: 'trackPublished', detail: { participantId: 'participant-1', trackId: 'track-99', ...camera } },
      'trackMuted',
      camera,
    ),
  ],
  [
    'left without a reason',
    'inv. 5',
    /no reason/,
    (entries) =>
      entries.map((entry) =>
        isEvent(entry, 'participantLeft', { identity: 'cleo' }) && entry.kind === 'event'
          ? { ...entry, detail: { participantId: entry.detail.participantId ?? '', identity: 'cleo' } }
          : entry,
      ),
  ],
  ['an end with a word of the vendor', 'inv. 5', /unknown reason/, change({ reason: 'kicked' }, 'disconnected')],
  [
    'disconnected lost',
    'inv. 5',
    /disconnected/,
    (entries) =>
      entries.toSpliced(
        entries.findLastIndex((entry) => isEvent(entry, 'disconnected')),
        1,
      ),
  ],
  [
    'joined is not in the snapshot',
    'inv. 6',
    /participantJoined ben/,
    show(nobody, 'participantJoined', { identity: 'ben' }),
  ],
  [
    'left is still in the snapshot',
    'inv. 6',
    /participantLeft cleo/,
    insertAfter(
      { event: 'participantLeft', detail: { participantId: 'participant-6', identity: 'cleo', reason: 'left' } },
      'participantJoined',
      { identity: 'cleo' },
    ),
  ],
  [
    'the event comes before its snapshot',
    'inv. 6',
    /not what snapshot/,
    move(-1, 'participantJoined', { identity: 'ben' }),
  ],
]

describe('checkEvents', () => {
  it('finds nothing in a visit with everything in it', () => {
    expect(checkEvents(visit)).toEqual([])
    const events = new Set(visit.entries.flatMap((entry) => (entry.kind === 'event' ? entry.event : [])))
    for (const event of ['trackReplaced', 'trackPaused', 'trackUnsubscribed', 'disconnected', 'qualityChanged'])
      expect(events).toContain(event)
  })

  it.each(faults)('%s: %s', (_name, invariant, text, fault) => {
    const entries = fault([...visit.entries]).map((entry, index) => ({ ...entry, seq: index + 1 }))
    expect(entries).not.toEqual(visit.entries)
    const violations = checkEvents({ page: 'a', entries })
    expect(
      violations.filter((violation) => violation.invariant === invariant).map((violation) => violation.text),
    ).toEqual(expect.arrayContaining([expect.stringMatching(text)]))
    expect(violations[0]?.invariant).toBe(invariant)
  })

  it('finds people who came back as somebody else, and people who left before their time', async () => {
    const { clock, fake, room, trace } = recordFakeCall()
    const old = fake.remoteJoins('ana')
    await room.join()
    fake.dropsConnection()
    fake.remotes.delete(old.key)
    fake.restoresConnection([])
    const away = trace()
    clock.advance(3000)
    fake.remoteJoins('ana')
    const back = trace()
    expect(checkEvents(back)).toEqual([])
    const at = clock.now()
    const shown = {
      connection: 'connected' as const,
      participants: [{ id: 'participant-1', identity: 'ana', tracks: [] }],
    }
    const other = { id: 'participant-9', identity: 'ana', tracks: [] }
    const add = (...added: readonly unknown[]) => ({
      page: 'a',
      entries: added.map((entry, index) => ({ seq: 900 + index, at, ...(entry as object) }) as TraceEntry),
    })
    const renamed = add(
      back.entries.findLast(({ kind }) => kind === 'fact'),
      { kind: 'snapshot', snapshot: { ...shown, participants: [...shown.participants, other] } },
      {
        kind: 'event',
        event: 'participantJoined',
        detail: { participantId: other.id, identity: 'ana', initial: false },
      },
    )
    const left = add(
      { kind: 'snapshot', snapshot: { ...shown, participants: [] } },
      {
        kind: 'event',
        event: 'participantLeft',
        detail: { participantId: 'participant-1', identity: 'ana', reason: 'connection-lost' },
      },
    )
    for (const more of [renamed, left]) {
      const violations = checkEvents({ page: 'a', entries: [...away.entries, ...more.entries] })
      expect(violations.map(({ invariant, text }) => `${invariant} ${text}`)).toEqual([
        more === renamed
          ? 'inv. 4 ana came back as another participant (participant-9)'
          : 'inv. 4 ana left before 15 s of away were over',
      ])
    }
  })

  it('finds a fact of an earlier join that changes the snapshot', async () => {
    const { fake, room, trace } = recordFakeCall()
    await room.join()
    await room.leave()
    await room.join()
    fake.remoteJoins('ana')
    const { entries } = trace()
    expect(checkEvents({ page: 'a', entries })).toEqual([])
    const stale = entries.map((entry, index) =>
      entry.kind === 'fact' && index === entries.findLastIndex(({ kind }) => kind === 'fact')
        ? { ...entry, join: 1 }
        : entry,
    )
    expect(checkEvents({ page: 'a', entries: stale })).toMatchObject([{ invariant: 'inv. 3' }])
  })

  it('refuses an event that core does not have', () => {
    const entries: TraceEntry[] = [{ seq: 1, at: 1, kind: 'event', event: 'trackExploded', detail: {} }]
    expect(() => checkEvents({ page: 'a', entries })).toThrow('trackExploded')
  })
})
