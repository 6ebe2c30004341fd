import { describe, expect, test } from 'vitest'
import { chooseFakeDevice } from './fake-device-list.ts'
import { wantedNumber } from './wanted-number.ts'

describe('chooseFakeDevice', () => {
  test.each([
    ['nothing', undefined, 'fake-camera-1'],
    ['an id', 'fake-camera-2', 'fake-camera-2'],
    ['an ideal one', { ideal: 'fake-camera-2' }, 'fake-camera-2'],
    ['one of several', { exact: ['gone', 'fake-camera-2'] }, 'fake-camera-2'],
    ['an ideal one that is not there', { ideal: 'gone' }, 'fake-camera-1'],
    ['an id of another kind', 'fake-microphone-2', 'fake-camera-1'],
  ])('asked for %s', (_name, wanted, expected) => {
    expect(chooseFakeDevice('videoinput', wanted).deviceId).toBe(expected)
  })
})

test.each([
  [undefined, 640],
  [320, 320],
  [{ ideal: 1920 }, 1280],
  [{ exact: 800 }, 800],
  [{ max: 480 }, 480],
  [{ min: 900 }, 900],
])('wantedNumber of %j is %i', (constraint, expected) => {
  expect(wantedNumber(constraint, 640, 1280)).toBe(expected)
})
