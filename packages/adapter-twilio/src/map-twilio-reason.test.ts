import { expect, test } from 'vitest'
import { mapTwilioLoss, mapTwilioReason } from './map-twilio-reason.ts'

test.each([
  [20101, 'token-invalid'],
  [20104, 'token-expired'],
  [20107, 'token-invalid'],
  [53000, 'connection-lost'],
  [53001, 'connection-lost'],
  [53002, 'connection-lost'],
  [53006, 'connection-lost'],
  [53105, 'room-full'],
  [53118, 'room-ended'],
  [53204, 'unknown'],
  [53205, 'duplicate-identity'],
  [53216, 'unknown'],
  [53405, 'media-lost'],
  [53407, 'media-lost'],
])('%i is %s', (code, unified) => {
  expect(mapTwilioReason({ code }, false)).toEqual({ unified, raw: code })
})

test.each([null, undefined, new Error('no number')])(
  'without a number (%s) nobody knows: it may be a removal',
  (error) => {
    expect(mapTwilioReason(error, false)).toEqual({ unified: 'unknown', raw: null })
    expect(mapTwilioReason(error, true)).toEqual({ unified: 'unknown', raw: null })
  },
)

test('whoever came back too late has lost the connection', () => {
  expect(mapTwilioReason({ code: 53204 }, true)).toEqual({ unified: 'connection-lost', raw: 53204 })
})

test('what is lost while reconnecting', () => {
  expect(mapTwilioLoss({ code: 53001 })).toEqual({ unified: 'signaling', raw: 53001 })
  expect(mapTwilioLoss({ code: 53405 })).toEqual({ unified: 'media', raw: 53405 })
  expect(mapTwilioLoss({ code: 53002 })).toBeUndefined()
  expect(mapTwilioLoss(undefined)).toBeUndefined()
})
