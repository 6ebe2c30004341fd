import { createTelevid } from '@televid/core'
import { roomName } from '../page/page.ts'
import { startCall } from './call.ts'
import { grants } from './grants.ts'

const televid = createTelevid({ adapters: { twilio: () => import('@televid/adapter-twilio') }, grants })

startCall(televid.room(roomName))
