import type { DisconnectReason } from '@televid/core'
import { disconnectReasons } from '@televid/core/adapter'
import { televidErrorCodes } from '@televid/core/protocol'
import { describe, expect, it } from 'vitest'
import { farewellTexts } from '../texts/farewell-texts.ts'
import { type Farewell, type FarewellKind, farewellKinds, farewellOf } from './farewell-kind.ts'

const cases: readonly (readonly [DisconnectReason, unknown, FarewellKind, Farewell['returning']])[] = [
  ['left', undefined, 'left', 'yes'],
  ['left', 'pagehide', 'left', 'yes'],
  ['removed', 'removed', 'removed', 'no'],
  ['removed', 'refused', 'refused', 'no'],
  ['room-ended', 'channel', 'ended', 'no'],
  ['room-ended', 'room-not-found', 'link-wrong', 'no'],
  ['duplicate-identity', 'replaced', 'elsewhere', 'deliberate'],
  ['token-expired', 'grant-expired', 'interrupted', 'yes'],
  ['token-invalid', 'session-invalid', 'link-expired', 'no'],
  ['token-invalid', 'grant-invalid', 'unknown', 'yes'],
  ['connection-lost', 'ice-failed', 'lost', 'yes'],
  ['connection-lost', 'timeout', 'too-slow', 'yes'],
  ['connection-lost', 'network', 'unreachable', 'yes'],
  ['media-lost', undefined, 'lost', 'yes'],
  ['server-shutdown', undefined, 'interrupted', 'yes'],
  ['idle', undefined, 'idle', 'yes'],
  ['room-full', 'room-full', 'full', 'yes'],
  ['migrated', undefined, 'interrupted', 'yes'],
  ['policy', 'policy', 'policy', 'no'],
  ['unknown', 'invite-used', 'link-used', 'no'],
  ['unknown', 'invite-invalid', 'link-wrong', 'no'],
  ['unknown', 'rate-limited', 'busy', 'yes'],
  ['unknown', 'client-outdated', 'outdated', 'no'],
  ['unknown', { code: 4001 }, 'unknown', 'yes'],
  ['unknown', 'toString', 'unknown', 'yes'],
]

describe('farewellOf', () => {
  it.each(cases)('%s (%o) is %s, returning: %s', (unified, raw, kind, returning) => {
    expect(farewellOf({ unified, raw })).toMatchObject({ kind, returning })
  })

  it('knows every reason, and every code of a failed join', () => {
    for (const unified of disconnectReasons)
      for (const raw of [undefined, ...televidErrorCodes])
        expect(farewellKinds).toContain(farewellOf({ unified, raw }).kind)
  })

  it('has a word for an ending without a reason', () => {
    expect(farewellOf(null).kind).toBe('unknown')
  })

  it('brings back by itself only who did not want to go', () => {
    expect(farewellOf({ unified: 'connection-lost', raw: undefined }).comesBack).toBe(true)
    expect(farewellOf({ unified: 'left', raw: undefined }).comesBack).toBe(false)
    expect(farewellOf({ unified: 'duplicate-identity', raw: undefined }).comesBack).toBe(false)
  })
})

describe('the words of a farewell', () => {
  it.each(farewellKinds)('%s says what happened and what to do next', (kind) => {
    const { title, happened, next } = farewellTexts.of(kind)
    for (const sentence of [happened, next]) expect(sentence).toMatch(/^[A-Z].{20,}[.?]$/)
    expect(title).toMatch(/^[A-Z][^.]{5,60}$/)
  })

  it('are different for every kind', () => {
    expect(new Set(farewellKinds.map((kind) => farewellTexts.of(kind).title)).size).toBe(farewellKinds.length)
  })
})
