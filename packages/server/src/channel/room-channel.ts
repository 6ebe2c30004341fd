import { type ChannelMessage, type ChannelState, TelevidError } from '@televid/core/protocol'
import type { CoreServices } from '../control-plane/core-services.ts'
import { assertAccess, findSession, type SessionAccess } from '../room/session-access.ts'
import type { StreamContext, StreamEndpointHandler, StreamPush } from '../stream/stream-endpoint-handler.ts'
import { channelChanges } from './channel-changes.ts'
import { channelStateOf } from './channel-state-of.ts'
import type { RoomView } from './load-room-view.ts'
import { RoomWatch } from './room-watch.ts'

/** `setTimeout` fires at once above this. */
const longestTimerMs = 2 ** 31 - 1

interface ChannelContext extends StreamContext {
  readonly session: SessionAccess
}

/**
 * The room channel: a snapshot, then whatever changes for this person. Its sequence number is the room's revision, so a
 * client that resumes at the present revision has everything; any other gets a snapshot.
 */
export function roomChannel(services: CoreServices): StreamEndpointHandler<ChannelContext> {
  const watch = new RoomWatch(services.store, services.configuration.onError)
  const vendorOf = (provider: string): string => services.configuration.providers.get(provider)?.vendor ?? provider
  return {
    authenticate: async (token, { room }) => {
      const session = await findSession(services, token)
      // Also after the end and for the removed: the channel itself tells them, then closes.
      assertAccess(session, room ?? '', { permission: 'join', door: 'outside', afterEnd: true })
      return { tenant: session.tenant, key: session.id, session }
    },
    open: async ({ session }, after, push) => {
      let last: ChannelState | null = null
      const onView = (view: RoomView): void => {
        if (view.revoked.includes(session.id))
          return push.refuse(new TelevidError('session-invalid', 'This session was ended. Open a new invite link.'))
        const state = channelStateOf(view, session, vendorOf)
        if (state === null)
          return push.refuse(new TelevidError('invalid-state', 'Ask for a grant before opening the room channel.'))
        const message = messageFor(last, state, view.revision, after)
        last = state
        if (message !== null) push.frame(message)
        refuseIfOver(state, push)
      }
      const timer = setTimeout(
        () => {
          push.refuse(new TelevidError('session-invalid', 'This session has expired. Open a new invite link.'))
        },
        Math.min(Math.max(session.expiresAt - Date.now(), 0), longestTimerMs),
      )
      const unwatch = watch.watch(session.occurrence, { onView, onLost: push.reconnect })
      return () => {
        clearTimeout(timer)
        unwatch()
      }
    },
  }
}

function messageFor(
  last: ChannelState | null,
  state: ChannelState,
  seq: number,
  after: number | null,
): ChannelMessage | null {
  if (last === null) return after === seq ? null : { type: 'snapshot', seq, state }
  const changes = channelChanges(last, state)
  return changes === null ? null : { type: 'update', seq, state: changes }
}

function refuseIfOver(state: ChannelState, push: StreamPush): void {
  if (state.admission === 'removed')
    push.refuse(new TelevidError('removed', 'You were removed from this room and cannot return.'))
  else if (state.roomEnded) push.refuse(new TelevidError('room-ended', 'This room has ended.'))
}
