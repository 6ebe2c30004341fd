import { formatInviteFragment, TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import { z } from 'zod'
import type { CoreServices } from '../control-plane/core-services.ts'
import { newId, newToken } from '../secret/key-ring.ts'
import { openOccurrence } from './ensure-room.ts'
import { checkArguments, defaultTenant, displayNameShape, identityShape, tenantShape } from './identity.ts'

export interface CreateInviteOptions {
  readonly room: string
  /** Default `default`. */
  readonly tenant?: string
  readonly role: string
  /** Shown to others; at most 80 characters. */
  readonly displayName?: string
  /** Opaque id of the person, the same each time they come; default a fresh one. */
  readonly identity?: string
  /** Unix time in ms before which the invite does not work; default now. */
  readonly opensAt?: number
  /** Unix time in ms after which it does not work; default 24 hours after it opens. */
  readonly expiresAt?: number
}

export interface CreatedInvite {
  readonly id: string
  /** Works once. Only its hash is stored: this is the one chance to read it. */
  readonly secret: string
  readonly identity: string
  /** `#room=…&invite=…`, to be put behind the address of your page. */
  readonly fragment: string
}

const dayMs = 24 * 3_600_000
const time = z.number().int().positive()
const shape = z.strictObject({
  room: z.string(),
  tenant: tenantShape.default(defaultTenant),
  role: z.string(),
  displayName: displayNameShape.optional(),
  identity: identityShape.optional(),
  opensAt: time.optional(),
  expiresAt: time.optional(),
})

/**
 * Makes an invite to the open occurrence of a room.
 *
 * @throws TelevidError `invalid-argument` | `room-not-found` | `room-ended`
 */
export async function createInvite(services: CoreServices, options: CreateInviteOptions): Promise<CreatedInvite> {
  const { room, tenant, role, displayName, opensAt, expiresAt, ...rest } = checkArguments(shape, options)
  if (!services.configuration.roles.has(role)) {
    const known = [...services.configuration.roles.keys()].join(', ')
    throw new TelevidError(
      'invalid-argument',
      `There is no role of that name. Known: ${known}; add yours with option "roles".`,
    )
  }
  const last = expiresAt ?? (opensAt ?? Date.now()) + dayMs
  if (last <= (opensAt ?? Date.now()))
    throw new TelevidError('invalid-argument', 'The invite would never work: expiresAt is not after opensAt and now.')
  const occurrence = await openOccurrence(services, tenant, room)
  const id = newId('invite')
  const identity = rest.identity ?? newId('person')
  const secret = newToken()
  await services.store.db
    .insertInto('invite')
    .values({
      tenant,
      id,
      occurrence,
      room,
      secret_hash: services.keys.hashToken(secret),
      identity,
      role,
      display_name: displayName ?? null,
      opens_at: opensAt === undefined ? sql<Date>`now()` : new Date(opensAt),
      expires_at: new Date(last),
    })
    .execute()
  return { id, secret, identity, fragment: formatInviteFragment({ room, invite: secret }) }
}
