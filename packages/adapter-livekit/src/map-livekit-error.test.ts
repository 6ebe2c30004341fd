import {
  ConnectionError,
  NegotiationError,
  PublishDataError,
  PublishTrackError,
  SignalRequestError,
  UnsupportedServer,
} from 'livekit-client'
import { expect, test } from 'vitest'
import { mapLivekitError } from './map-livekit-error.ts'

test.each([
  [ConnectionError.notAllowed('invalid token', 401), 'grant-invalid'],
  [ConnectionError.notAllowed('invalid token: validation failed, token is expired (exp)', 401), 'grant-expired'],
  [ConnectionError.notAllowed('requested room does not exist', 404), 'room-ended'],
  [ConnectionError.serverUnreachable('could not establish signal connection'), 'network'],
  [ConnectionError.internal('x'), 'server'],
  [ConnectionError.cancelled('x'), 'aborted'],
  [ConnectionError.leaveRequest('x', 0), 'connection-lost'],
  [ConnectionError.timeout('x'), 'timeout'],
  [ConnectionError.websocket('x'), 'network'],
  [ConnectionError.serviceNotFound('x', 'v0-rtc'), 'vendor'],
  // These two share the code 15 with each other.
  [new PublishTrackError('x', 403), 'forbidden'],
  [new PublishTrackError('x', 408), 'timeout'],
  [new SignalRequestError('x', 2), 'forbidden'],
  [new PublishDataError('x'), 'message-failed'],
  [new NegotiationError('x'), 'connection-lost'],
  [new UnsupportedServer('x'), 'vendor'],
])('%s means %s', (error, code) => {
  expect(mapLivekitError(error)?.code).toBe(code)
  expect(mapLivekitError(error)?.message).toMatch(/^[A-Z].*\.$/)
})

test('what is not of the SDK is left to core', () => {
  expect(mapLivekitError(new TypeError('x'))).toBeNull()
  expect(mapLivekitError('x')).toBeNull()
  // Core says `vendor` of it.
  expect(mapLivekitError(new SignalRequestError('x', 'TimeoutError'))).toBeNull()
})
