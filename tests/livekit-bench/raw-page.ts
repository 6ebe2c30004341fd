import type { RemoteTrack, Room } from 'livekit-client'
import { measure } from './subject.ts'

let room: Room | undefined
const prepare = async () => {
  const { Room } = await import('livekit-client')
  // As the adapter does.
  room = new Room({ adaptiveStream: false, dynacast: true })
  return room
}

measure({
  prepare: async () => void (await prepare()),
  async join(url, token, onVideo) {
    const joined = room ?? (await prepare())
    joined.on('trackSubscribed', (track: RemoteTrack) => {
      if (track.kind === 'video') onVideo((element) => track.attach(element))
    })
    await joined.connect(url, token)
  },
  async leave() {
    await room?.disconnect()
    room = undefined
  },
})
