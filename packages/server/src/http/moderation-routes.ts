import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import { createInvite } from '../room/create-invite.ts'
import { decideAdmission } from '../room/decide-admission.ts'
import { endRoom } from '../room/end-room.ts'
import { displayNameShape, identityShape } from '../room/identity.ts'
import { listParticipants } from '../room/list-participants.ts'
import { muteSource } from '../room/mute-source.ts'
import { removeParticipant } from '../room/remove-participant.ts'
import { revokeInvite } from '../room/revoke-invite.ts'
import { setMayPublish } from '../room/set-may-publish.ts'
import { type Route, sessionRoute } from './route.ts'

/** No identity here: a person cannot hand out the identity of another. */
const inviteBody = z.strictObject({
  role: z.string().max(32),
  displayName: displayNameShape.optional(),
  opensAt: z.int().positive().optional(),
  expiresAt: z.int().positive().optional(),
})
const muteBody = z.strictObject({
  source: z.union([
    z.enum(['camera', 'microphone', 'screen', 'screen-audio']),
    z.templateLiteral(['custom:', z.string().regex(/^[a-z0-9-]{1,32}$/)]),
  ]),
})
const publishBody = z.strictObject({ allowed: z.boolean() })
const lobbyBody = z.strictObject({ action: z.enum(['admit', 'refuse']) })

/** What those inside may do to the room, by permission. */
export const moderationRoutes: readonly Route[] = [
  sessionRoute(
    'POST',
    '/rooms/:room/invites',
    { permission: 'invite', door: 'inside', afterEnd: false },
    inviteBody,
    async ({ services, session, body }) => {
      const granted = services.configuration.roles.get(body.role)
      if (granted?.some((permission) => !session.permissions.includes(permission))) {
        throw new TelevidError('forbidden', 'The role of the invite may do more than yours. Choose another role.')
      }
      const { role, displayName, opensAt, expiresAt } = body
      return createInvite(services, {
        room: session.room,
        tenant: session.tenant,
        role,
        ...(displayName === undefined ? {} : { displayName }),
        ...(opensAt === undefined ? {} : { opensAt }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      })
    },
  ),
  sessionRoute(
    'DELETE',
    '/rooms/:room/invites/:invite',
    { permission: 'invite', door: 'inside', afterEnd: false },
    null,
    async ({ services, session, parameters }) => {
      const found = await revokeInvite(services, session.tenant, parameters.invite ?? '', session.occurrence)
      if (!found) throw new TelevidError('invite-invalid', 'This room has no such invite.')
      return null
    },
  ),
  sessionRoute(
    'POST',
    '/rooms/:room/lobby/:identity',
    { permission: 'admit', door: 'inside', afterEnd: false },
    lobbyBody,
    async ({ services, session, parameters, body }) => {
      await decideAdmission(services, session.occurrence, identityOf(parameters), body.action)
      return null
    },
  ),
  sessionRoute(
    'POST',
    '/rooms/:room/participants/:identity/remove',
    { permission: 'remove', door: 'inside', afterEnd: false },
    null,
    async ({ services, session, parameters }) => {
      await removeParticipant(services, session.occurrence, identityOf(parameters))
      return null
    },
  ),
  sessionRoute(
    'GET',
    '/rooms/:room/participants',
    { permission: 'moderate', door: 'inside', afterEnd: false },
    null,
    async ({ services, session }) => ({ participants: await listParticipants(services, session.occurrence) }),
  ),
  sessionRoute(
    'POST',
    '/rooms/:room/participants/:identity/mute',
    { permission: 'moderate', door: 'inside', afterEnd: false },
    muteBody,
    async ({ services, session, parameters, body }) => {
      await muteSource(services, session.occurrence, identityOf(parameters), body.source)
      return null
    },
  ),
  sessionRoute(
    'POST',
    '/rooms/:room/participants/:identity/publish',
    { permission: 'moderate', door: 'inside', afterEnd: false },
    publishBody,
    async ({ services, session, parameters, body }) => {
      await setMayPublish(services, session.occurrence, identityOf(parameters), body.allowed)
      return null
    },
  ),
  // Answers after the end too, so that an end which failed half-way at the vendor can be repeated.
  sessionRoute(
    'POST',
    '/rooms/:room/end',
    { permission: 'end', door: 'inside', afterEnd: true },
    null,
    async ({ services, session }) => {
      await endRoom(services, session.occurrence)
      return null
    },
  ),
]

function identityOf(parameters: Readonly<Record<string, string>>): string {
  const parsed = identityShape.safeParse(parameters.identity)
  if (parsed.success) return parsed.data
  throw new TelevidError(
    'bad-request',
    'The identity in the address is malformed: 1 to 64 of A-Z, a-z, 0-9, "_" and "-".',
  )
}
