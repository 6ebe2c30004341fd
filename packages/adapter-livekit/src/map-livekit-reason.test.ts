import { DisconnectReason } from 'livekit-client'
import { expect, test } from 'vitest'
import { mapLivekitLeave, mapLivekitReason } from './map-livekit-reason.ts'

const table = [
  // own, of others, by the SDK's name
  ['UNKNOWN_REASON', 'unknown', 'unknown'],
  ['CLIENT_INITIATED', 'connection-lost', 'left'],
  ['DUPLICATE_IDENTITY', 'duplicate-identity', 'duplicate-identity'],
  ['SERVER_SHUTDOWN', 'server-shutdown', 'server-shutdown'],
  ['PARTICIPANT_REMOVED', 'removed', 'removed'],
  ['ROOM_DELETED', 'room-ended', 'room-ended'],
  ['STATE_MISMATCH', 'connection-lost', 'connection-lost'],
  ['JOIN_FAILURE', 'connection-lost', 'connection-lost'],
  ['MIGRATION', 'server-shutdown', 'server-shutdown'],
  ['SIGNAL_CLOSE', 'connection-lost', 'connection-lost'],
  ['ROOM_CLOSED', 'room-ended', 'room-ended'],
  ['USER_UNAVAILABLE', 'unknown', 'unknown'],
  ['USER_REJECTED', 'unknown', 'unknown'],
  ['SIP_TRUNK_FAILURE', 'unknown', 'unknown'],
  ['CONNECTION_TIMEOUT', 'connection-lost', 'connection-lost'],
  ['MEDIA_FAILURE', 'media-lost', 'media-lost'],
  ['AGENT_ERROR', 'unknown', 'unknown'],
] as const

test.each(table)('%s: %s here, %s of others', (name, own, others) => {
  expect(mapLivekitReason(name, false)).toEqual({ unified: own, raw: name })
  expect(mapLivekitLeave(name)).toEqual({ unified: others, raw: name })
})

test('the table has every reason of the SDK', () => {
  const names = Object.values(DisconnectReason).filter((value) => typeof value === 'string')
  expect(table.map(([name]) => name)).toEqual(names)
})

test('no reason is not reason 0: the SDK gave up, or its token had run out', () => {
  expect(mapLivekitReason(undefined, false)).toEqual({ unified: 'connection-lost', raw: null })
  expect(mapLivekitReason(undefined, true)).toEqual({ unified: 'token-expired', raw: null })
  expect(mapLivekitLeave(undefined)).toEqual({ unified: 'unknown', raw: null })
})
