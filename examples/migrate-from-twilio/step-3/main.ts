import { createTelevid, parseInviteFragment } from '@televid/core'
import { roomName } from '../page/page.ts'
import { startCall } from '../step-2/call.ts'
import { grants } from '../step-2/grants.ts'

/** A visit that was planned before the control plane has no invite, and goes the way of step 2. */
const invited = parseInviteFragment(location.hash)

const televid = createTelevid({
  adapters: { twilio: () => import('@televid/adapter-twilio'), p2p: () => import('@televid/adapter-p2p') },
  grants: invited ? '/televid' : grants,
})

startCall(invited ? televid.room(invited.room, { invite: invited.invite }) : televid.room(roomName))
