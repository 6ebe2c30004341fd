import { type GrantRequest, TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import { exchangeInvite } from '../room/exchange-invite.ts'
import { leaveRoom } from '../room/leave-room.ts'
import { mintGrant } from '../room/mint-grant.ts'
import { openRoute, type Route, sessionRoute } from './route.ts'

const exchangeBody = z.object({ secret: z.string().min(1).max(200), room: z.string().max(64).optional() })

const grantBody: z.ZodType<GrantRequest> = z.object({
  room: z.string(),
  coreVersion: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}(?:[-+][\w.+-]{1,64})?$/, 'must be a version such as 1.2.3'),
  providers: z.array(z.string().min(1).max(64)).max(64),
  rejoin: z.boolean(),
})

/** How a person comes in and goes. */
export const entryRoutes: readonly Route[] = [
  openRoute('POST', '/invites/exchange', 'public', exchangeBody, ({ services, body }) =>
    exchangeInvite(services, body.secret, body.room),
  ),
  sessionRoute(
    'POST',
    '/rooms/:room/grant',
    { permission: 'join', door: 'any', afterEnd: false },
    grantBody,
    async ({ services, session, body, request }) => {
      if (body.room !== session.room)
        throw new TelevidError(
          'forbidden',
          'The body asks for another room than the address. Use one room name for both.',
        )
      return mintGrant(services, session, body, (path) => services.endpoint(path, request))
    },
  ),
  sessionRoute(
    'POST',
    '/rooms/:room/leave',
    { permission: null, door: 'outside', afterEnd: true },
    null,
    async ({ services, session }) => {
      await leaveRoom(services, session.occurrence, session.identity)
      return null
    },
  ),
]
