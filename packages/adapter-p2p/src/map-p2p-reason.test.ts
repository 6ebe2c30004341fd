import { TelevidError } from '@televid/core/adapter'
import { expect, test } from 'vitest'
import { mapP2pReason, mapP2pRefusal } from './map-p2p-reason.ts'

test.each([
  ['left', 'left'],
  ['lost', 'connection-lost'],
  ['removed', 'removed'],
  ['replaced', 'duplicate-identity'],
  ['room-ended', 'room-ended'],
  ['eaten', 'unknown'],
])('%s means %s', (raw, unified) => {
  expect(mapP2pReason(raw)).toEqual({ unified, raw })
})

test.each([
  ['removed', 'removed'],
  ['room-ended', 'room-ended'],
  ['room-full', 'room-full'],
  ['grant-expired', 'token-expired'],
  ['grant-invalid', 'token-invalid'],
  ['policy', 'policy'],
  ['bad-request', 'unknown'],
] as const)('refused with %s means %s', (code, unified) => {
  expect(mapP2pRefusal(new TelevidError(code, 'x'))).toEqual({ unified, raw: code })
})
