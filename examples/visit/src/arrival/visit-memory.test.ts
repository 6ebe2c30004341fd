// @vitest-environment happy-dom
import type { ConnectionSnapshot, LocalSourceSnapshot, RoomSnapshot } from '@televid/core'
import { afterEach, describe, expect, it } from 'vitest'
import { readVisitMemory, remembered, type VisitMemory, writeVisitMemory } from './visit-memory.ts'

const nothing: VisitMemory = { agreed: false, here: false, camera: false, microphone: false, blur: false }
const inVisit: VisitMemory = { agreed: true, here: true, camera: true, microphone: true, blur: true }

const source = (state: LocalSourceSnapshot['state'], processed = false): LocalSourceSnapshot => ({
  state,
  processed,
  deviceId: null,
  error: null,
})

function snapshot(
  connection: Partial<ConnectionSnapshot>,
  camera = source('off'),
  microphone = source('off'),
): RoomSnapshot {
  return {
    connection: { state: 'connected', reason: null, since: 0, ...connection },
    self: { camera, microphone },
  } as Partial<RoomSnapshot> as RoomSnapshot
}

const ended = (unified: NonNullable<ConnectionSnapshot['reason']>['unified'], raw: unknown = undefined) =>
  snapshot({ state: 'disconnected', reason: { unified, raw } })

describe('what is remembered of a visit', () => {
  it('is nothing before somebody joins', () => {
    expect(remembered(nothing, snapshot({ state: 'idle' }, source('live')))).toBe(nothing)
  })

  it.each(['joining', 'waiting', 'connected', 'reconnecting'] as const)('is the way back while %s', (state) => {
    expect(remembered(nothing, snapshot({ state }, source('live', true), source('muted')))).toEqual({
      agreed: true,
      here: true,
      camera: true,
      microphone: false,
      blur: true,
    })
  })

  it('keeps the blur while the camera is off, so that it does not come back without', () => {
    expect(remembered(inVisit, snapshot({}, source('off'))).blur).toBe(true)
    expect(remembered(inVisit, snapshot({}, source('live', false))).blur).toBe(false)
  })

  it('outlives a reload of the page, with camera and microphone as they were', () => {
    expect(remembered(inVisit, ended('left', 'pagehide'))).toEqual(inVisit)
  })

  it('outlives a lost connection', () => {
    expect(remembered(inVisit, ended('connection-lost'))).toEqual(inVisit)
    expect(remembered(inVisit, ended('server-shutdown'))).toEqual(inVisit)
  })

  it.each([
    ['left', undefined],
    ['removed', undefined],
    ['removed', 'refused'],
    ['room-ended', undefined],
    ['duplicate-identity', undefined],
    ['unknown', 'invite-used'],
  ] as const)('does not lead back after %s %s', (unified, raw) => {
    expect(remembered(inVisit, ended(unified, raw))).toEqual({ ...inVisit, here: false })
  })
})

describe('the memory of the tab', () => {
  afterEach(() => sessionStorage.clear())

  it('is read as it was written, by room', () => {
    writeVisitMemory('visit-one', inVisit)
    expect(readVisitMemory('visit-one')).toEqual(inVisit)
    expect(readVisitMemory('visit-two')).toEqual(nothing)
  })

  it.each(['{', 'null', '"agreed"', '{"agreed":"yes","here":1}'])('takes %s for nothing', (stored) => {
    sessionStorage.setItem('televid-visit:visit-one', stored)
    expect(readVisitMemory('visit-one')).toEqual(nothing)
  })
})
