import type { JoinGrant } from '../protocol/join-grant.ts'

/** A grant for the fake adapter, valid until 2100. */
export function fakeGrant(overrides: Partial<JoinGrant> = {}): JoinGrant {
  return {
    provider: 'fake',
    room: 'visit-7f3a91',
    identity: 'self',
    role: 'host',
    expiresAt: Date.UTC(2100, 0, 1),
    credentials: {},
    ...overrides,
  }
}
