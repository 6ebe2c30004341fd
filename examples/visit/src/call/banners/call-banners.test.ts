import { createTelevid, type RoomSnapshot, TelevidError } from '@televid/core'
import { describe, expect, it } from 'vitest'
import { texts } from '../../texts/texts.ts'
import { bannerLooks } from './banner-look.tsx'
import { callBanners } from './call-banners.ts'

const idle = createTelevid({ adapters: {}, grants: '/televid' }).room('visit-7f3a91').snapshot
const quiet: RoomSnapshot = { ...idle, connection: { ...idle.connection, state: 'connected' } }
const error = (code: 'device-in-use' | 'screen-canceled' | 'aborted') => new TelevidError(code, 'A test.')

type Source = 'camera' | 'microphone' | 'screen'
const withSource = (snapshot: RoomSnapshot, source: Source, change: Partial<RoomSnapshot['self']['camera']>) => ({
  ...snapshot,
  self: { ...snapshot.self, [source]: { ...snapshot.self[source], ...change } },
})
const withQuality = (snapshot: RoomSnapshot, unified: RoomSnapshot['self']['quality']['unified']): RoomSnapshot => ({
  ...snapshot,
  self: { ...snapshot.self, quality: { unified, raw: null } },
})

it('says nothing when all is well', () => {
  expect(callBanners(quiet)).toEqual([])
  for (const unified of [null, 3, 4, 5] as const) expect(callBanners(withQuality(quiet, unified))).toEqual([])
})

it.each([
  ['reconnecting', { ...quiet, connection: { ...quiet.connection, state: 'reconnecting' as const } }],
  ['sound-blocked', { ...quiet, audio: { blocked: true } }],
  ['microphone-interrupted', withSource(quiet, 'microphone', { state: 'interrupted' })],
  ['camera-interrupted', withSource(quiet, 'camera', { state: 'interrupted' })],
  ['microphone-failed', withSource(quiet, 'microphone', { error: error('device-in-use') })],
  ['camera-failed', withSource(quiet, 'camera', { error: error('device-in-use') })],
  ['screen-failed', withSource(quiet, 'screen', { error: error('device-in-use') })],
  ['video-paused', { ...quiet, audioOnly: { active: true, cause: 'network' as const } }],
  ['screen-shared', withSource(quiet, 'screen', { state: 'live' })],
  ['poor-connection', withQuality(quiet, 2)],
  ['audio-only', { ...quiet, audioOnly: { active: true, cause: 'app' as const } }],
])('says %s alone', (banner, snapshot) => {
  expect(callBanners(snapshot)).toEqual([banner])
})

describe('is silent about', () => {
  it.each([
    ['a share that was not chosen', withSource(quiet, 'screen', { error: error('screen-canceled') })],
    ['a start that was given up', withSource(quiet, 'camera', { error: error('aborted') })],
    ['a device switch that failed', withSource(quiet, 'camera', { state: 'live', error: error('device-in-use') })],
  ])('%s', (_, snapshot) => {
    expect(callBanners(snapshot)).toEqual([])
  })

  it('the quality of a connection that is lost, or that video was turned off for', () => {
    const poor = withQuality(quiet, 1)
    expect(callBanners({ ...poor, connection: { ...poor.connection, state: 'reconnecting' } })).toEqual([
      'reconnecting',
    ])
    expect(callBanners({ ...poor, audioOnly: { active: true, cause: 'network' } })).toEqual(['video-paused'])
  })
})

it('puts what stops people from hearing each other first', () => {
  const everything = withSource(
    withSource({ ...withQuality(quiet, 0), audio: { blocked: true } }, 'microphone', { state: 'interrupted' }),
    'screen',
    { state: 'live' },
  )
  expect(callBanners(everything)).toEqual([
    'sound-blocked',
    'microphone-interrupted',
    'screen-shared',
    'poor-connection',
  ])
})

it('has words for each, and interrupts only for what is urgent', () => {
  for (const text of Object.values(texts.call.banners)) expect(text).toMatch(/\S\.$|…$/)
  const assertive = Object.entries(bannerLooks).flatMap(([banner, { urgency }]) =>
    urgency === 'assertive' ? [banner] : [],
  )
  expect(assertive).not.toContain('poor-connection')
  expect(assertive).toContain('microphone-interrupted')
})
