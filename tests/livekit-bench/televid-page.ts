import { createTelevid, type JoinGrant } from '@televid/core'
import { measure } from './subject.ts'

const name = 'bench-room'
let credentials: JoinGrant['credentials'] = {}
const televid = createTelevid({
  adapters: { livekit: () => import('@televid/adapter-livekit') },
  grants: () => ({
    provider: 'livekit',
    room: name,
    identity: 'visitor',
    role: 'guest',
    expiresAt: Date.now() + 600_000,
    credentials,
  }),
})
const room = televid.room(name)

let show: Parameters<Parameters<typeof measure>[0]['join']>[2] = () => {}
room.on('trackSubscribed', (track) => {
  if (track.kind === 'video') show((element) => track.attach(element))
})

measure({
  prepare: async () => void (await Promise.all([import('@televid/adapter-livekit'), import('livekit-client')])),
  async join(url, token, onVideo) {
    credentials = { url, token }
    show = onVideo
    await room.join()
  },
  leave: () => room.leave(),
})
