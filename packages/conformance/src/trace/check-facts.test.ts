import { fakeCapabilities } from '@televid/core/testing'
import { describe, expect, it } from 'vitest'
import { checkFacts } from './check-facts.ts'
import { type FactRule, factRules } from './fact-rule.ts'
import { playVisit } from './testing/play-visit.ts'
import type { EventDetail, RecordedFact, TraceEntry } from './trace-entry.ts'

type Step = RecordedFact | number | { readonly stale: RecordedFact } | { readonly connection: EventDetail }

const capabilities = fakeCapabilities({ limits: { packetBytes: 1000, participants: 4 } })

/** Facts of one join, a number being milliseconds that pass. */
function play(steps: readonly Step[], declared = capabilities): FactRule[] {
  const entries: TraceEntry[] = [{ seq: 1, at: 0, kind: 'join', join: 1 }]
  let at = 0
  for (const step of steps) {
    const place = { seq: entries.length + 1, at }
    if (typeof step === 'number') at += step
    else if ('stale' in step) entries.push({ ...place, kind: 'fact', join: 7, fact: step.stale })
    else if ('connection' in step) {
      entries.push({ ...place, kind: 'event', event: 'connectionChanged', detail: step.connection })
    } else entries.push({ ...place, kind: 'fact', join: 1, fact: step })
  }
  return checkFacts({ page: 'a', entries }, declared).map(({ rule }) => rule)
}

const present = (participant: string, identity = 'ana', more: object = {}): RecordedFact => ({
  type: 'participant-present',
  participant,
  identity,
  ...more,
})
const gone = (participant: string): RecordedFact => ({ type: 'participant-gone', participant })
const camera = (participant: string, track = 'c', more: object = {}): RecordedFact => ({
  type: 'track-present',
  track,
  participant,
  source: 'camera',
  kind: 'video',
  muted: false,
  media: true,
  ...more,
})
const trackGone: RecordedFact = { type: 'track-gone', track: 'c' }
const synced = (...keys: string[]): RecordedFact => ({ type: 'roster-synced', present: keys })
/** As an adapter in plain JavaScript may say it. */
const connection = (state: 'connected' | 'reconnecting' | 'disconnected', reason?: string) =>
  ({
    type: 'connection-changed',
    state,
    ...(reason && { reason: { unified: reason, raw: null } }),
  }) as RecordedFact
const ended = connection('disconnected', 'left')
const speakers = (...levels: number[]): RecordedFact => ({
  type: 'speakers-changed',
  speakers: levels.map((level) => ({ participant: 'self', level })),
})
const message = (participant: string, bytes = 10): RecordedFact => ({ type: 'message-received', participant, bytes })

const violations: readonly (readonly [rule: FactRule, name: string, steps: readonly Step[]])[] = [
  ['fact-before-join', 'a sink that no join gave', [{ stale: synced() }]],
  ['fact-after-disconnected', 'a newcomer', [synced(), ended, present('p1')]],
  ['fact-after-disconnected', 'reconnecting', [synced(), ended, connection('reconnecting', 'connection-lost')]],
  [
    'fact-after-disconnected',
    'own quality',
    [synced(), ended, { type: 'quality-changed', participant: 'self', quality: { unified: 3, raw: null } }],
  ],
  ['disconnected-without-reason', 'no reason', [synced(), connection('disconnected')]],
  ['unknown-reason', 'a word of the vendor', [synced(), connection('disconnected', 'kicked')]],
  ['key-reused', 'another identity', [present('p1'), gone('p1'), present('p1', 'ben')]],
  [
    'key-reused',
    'another join time',
    [present('p1', 'ana', { joinedAt: 1 }), gone('p1'), present('p1', 'ana', { joinedAt: 2 })],
  ],
  [
    'key-reused',
    'joined twice at one time',
    [present('p1', 'ana', { joinedAt: 1 }), present('p1', 'ana', { joinedAt: 2 })],
  ],
  ['key-reused', 'listed after it came again', [present('p1'), gone('p1'), present('p1'), synced('p1')]],
  ['key-reused', 'another source', [present('p1'), camera('p1'), camera('p1', 'c', { source: 'screen' })]],
  ['key-reused', 'another owner', [present('p1'), present('p2', 'ben'), camera('p1'), trackGone, camera('p2')]],
  ['gone-twice', 'two stays', [present('p1'), gone('p1'), present('p1'), gone('p1')]],
  ['gone-twice', 'two publications', [present('p1'), camera('p1'), trackGone, camera('p1'), trackGone]],
  ['track-of-unknown-participant', 'never reported', [synced(), camera('p1'), 6000, synced()]],
  ['track-of-unknown-participant', 'never reported, no other roster', [synced(), camera('p1'), 6000, speakers()]],
  ['track-of-unknown-participant', 'before the barrier', [camera('p1'), synced(), present('p1')]],
  ['fact-of-unknown-participant', 'a message', [message('p1'), synced()]],
  ['roster-synced-lists-unknown', 'reported too late', [synced('p1'), present('p1')]],
  ['roster-synced-lists-gone', 'gone and listed', [present('p1'), gone('p1'), synced('p1')]],
  ['present-missing-from-roster', 'on entry', [present('p1'), synced()]],
  [
    'present-missing-from-roster',
    'after a reconnect',
    [
      present('p1'),
      synced('p1'),
      connection('reconnecting', 'media-lost'),
      present('p1'),
      connection('connected'),
      synced(),
    ],
  ],
  ['roster-synced-missing', 'on entry', [5000, { connection: { state: 'connected' } }]],
  [
    'roster-synced-missing',
    'after a reconnect',
    [synced(), connection('reconnecting', 'media-lost'), connection('connected'), 5001, speakers()],
  ],
  [
    'roster-synced-while-reconnecting',
    'too early',
    [synced(), connection('reconnecting', 'media-lost'), synced(), connection('connected'), synced()],
  ],
  ['duplicate-join', 'for over 2 s', [present('p1'), present('p2'), synced('p1', 'p2'), 2001, speakers(), speakers()]],
  [
    'track-left-behind',
    'two cameras for over 2 s',
    [present('p1'), camera('p1', 'c1'), camera('p1', 'c2'), 2001, speakers(), speakers()],
  ],
  [
    'track-left-behind',
    'three cameras',
    [present('p1'), camera('p1', 'c1'), camera('p1', 'c2'), camera('p1', 'c3'), speakers()],
  ],
  ['source-invalid', 'a camera with sound', [present('p1'), camera('p1', 'c', { kind: 'audio' })]],
  ['source-invalid', 'an unknown source', [present('p1'), camera('p1', 'c', { source: 'webcam' })]],
  ['source-invalid', 'a custom name', [present('p1'), camera('p1', 'c', { source: 'custom:Not this' })]],
  ['speakers-invalid', 'wrong scale', [speakers(32_767)]],
  ['speakers-invalid', 'softest first', [speakers(0.1, 0.9)]],
  ['packet-too-large', 'over the limit', [present('p1'), message('p1', 1001)]],
]

const legal: readonly (readonly [name: string, steps: readonly Step[]])[] = [
  [
    'everything repeated',
    [
      present('p1'),
      present('p1'),
      camera('p1'),
      camera('p1'),
      synced('p1'),
      synced('p1'),
      gone('p1'),
      gone('p1'),
      trackGone,
      trackGone,
      ended,
      ended,
    ],
  ],
  ['connected as a level', [connection('connected'), synced(), connection('connected')]],
  ['a track before its owner', [synced(), camera('p1'), 300, present('p1'), 6000, synced('p1')]],
  ['a leave in the middle', [synced(), camera('p1'), ended]],
  [
    'late facts of a finished presence and track',
    [present('p1'), camera('p1'), synced('p1'), trackGone, gone('p1'), present('p1'), camera('p1'), message('p1')],
  ],
  [
    'late facts after the end',
    [present('p1'), camera('p1'), synced('p1'), ended, trackGone, gone('p1'), message('p1')],
  ],
  [
    'vanished without a word, and back under the same key',
    [
      present('p1'),
      synced('p1'),
      connection('reconnecting', 'media-lost'),
      connection('connected'),
      synced(),
      9000,
      present('p1'),
    ],
  ],
  [
    'a second join that ends the first',
    [present('p1'), synced('p1'), present('p2'), 1500, gone('p1'), 3000, speakers()],
  ],
  [
    'a camera that takes over from another',
    [
      present('p1'),
      camera('p1', 'c'),
      camera('p1', 'c2'),
      camera('p1', 'c3', { source: 'screen' }),
      1500,
      trackGone,
      3000,
      speakers(),
    ],
  ],
  [
    'another binding after a reconnect, in which nobody said what became of the old one',
    [
      present('p1'),
      camera('p1', 'c1'),
      synced('p1'),
      connection('reconnecting', 'media-lost'),
      present('p1'),
      camera('p1', 'c2'),
      connection('connected'),
      synced('p1'),
      3000,
      speakers(),
    ],
  ],
  [
    'tracks of who left and came back',
    [present('p1'), camera('p1', 'c1'), gone('p1'), present('p2'), camera('p2', 'c2'), 3000, speakers()],
  ],
  [
    'a roster that is awaited until the session is over',
    [
      synced(),
      connection('reconnecting', 'media-lost'),
      connection('connected'),
      { connection: { state: 'disconnected' } },
      9000,
      trackGone,
    ],
  ],
  [
    'speakers of unknown level',
    [{ type: 'speakers-changed', speakers: [{ participant: 'self' }, { participant: 'self' }] }, speakers(0.5, 0.5, 0)],
  ],
]

describe('checkFacts', () => {
  it.each(violations)('names %s: %s', (rule, _name, steps) => {
    expect(play(steps)).toEqual([rule])
  })

  it.each(legal)('allows %s', (_name, steps) => {
    expect(play(steps)).toEqual([])
  })

  it('has a violation of each rule above, with the words of the contract', () => {
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(Object.keys(factRules)))
    const entries: TraceEntry[] = [{ seq: 4, at: 0, kind: 'fact', join: 1, fact: synced() }]
    expect(checkFacts({ page: 'a', entries }, capabilities)).toEqual([
      expect.objectContaining({
        type: 'VideoAdapter.join',
        seq: 4,
        text: expect.stringContaining('roster-synced for join 1'),
      }),
    ])
  })

  it('counts two of one identity only where the vendor allows one', () => {
    const steps = [present('p1'), present('p2'), synced('p1', 'p2'), 9000, speakers()]
    expect(play(steps, { ...capabilities, uniqueIdentity: { support: 'none' } })).toEqual([])
  })

  it('finds nothing in a visit of the fake adapter', async () => {
    const { entries } = (await playVisit()).trace()
    expect(checkFacts({ page: 'a', entries }, capabilities)).toEqual([])
    expect(entries.filter(({ kind }) => kind === 'fact').length).toBeGreaterThan(30)
  })
})
