import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { mapTwilioError } from './map-twilio-error.ts'

const { createTwilioError } = createRequire(import.meta.url)('twilio-video/es5/util/twilio-video-errors.js')

test.each([
  [20101, 'grant-invalid'],
  [20102, 'grant-invalid'],
  [20103, 'grant-invalid'],
  [20104, 'grant-expired'],
  [20105, 'grant-invalid'],
  [20106, 'grant-invalid'],
  [20107, 'grant-invalid'],
  [53000, 'network'],
  [53001, 'connection-lost'],
  [53002, 'timeout'],
  [53003, 'server'],
  [53004, 'server'],
  [53006, 'server'],
  [53100, 'room-name-invalid'],
  [53101, 'room-name-invalid'],
  [53102, 'room-name-invalid'],
  [53103, 'room-not-found'],
  [53104, 'server'],
  [53105, 'room-full'],
  [53106, 'room-not-found'],
  [53118, 'room-ended'],
  [53200, 'grant-invalid'],
  [53201, 'grant-invalid'],
  [53202, 'grant-invalid'],
  [53203, 'vendor'],
  [53204, 'connection-lost'],
  [53205, 'connection-lost'],
  [53300, 'vendor'],
  [53301, 'vendor'],
  [53302, 'vendor'],
  [53303, 'vendor'],
  [53304, 'vendor'],
  [53305, 'server'],
  [53400, 'connection-lost'],
  [53401, 'connection-lost'],
  [53402, 'connection-lost'],
  [53403, 'connection-lost'],
  [53404, 'unsupported'],
  [53405, 'network'],
  [53407, 'network'],
  [53500, 'server'],
  [53501, 'server'],
])("the SDK's %i means %s", (number, code) => {
  const meaning = mapTwilioError(createTwilioError(number, 'x'))
  expect(meaning?.code).toBe(code)
  expect(meaning?.message).toMatch(/^[A-Z].*\.$/)
})

test('what is not of the SDK, or has a number it does not know, is left to core', () => {
  expect(mapTwilioError(createTwilioError(99_999, 'x'))).toBeNull()
  expect(mapTwilioError(new TypeError('x'))).toBeNull()
  // A DOMException has a number of its own.
  expect(mapTwilioError(new DOMException('x', 'NotFoundError'))).toBeNull()
  expect(mapTwilioError(null)).toBeNull()
})
