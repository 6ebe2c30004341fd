import type { RemoteTrack, Room } from 'livekit-client'
import { measure } from './subject.ts'

let room: Room | undefined
const load = async () => {
  const { Room } = await import('livekit-client')
  // As the adapter does.
  room = new Room({ adaptiveStream: false, dynacast: true })
  return room
}

measure({
  load: async () => void (await load()),
  async join(url, token, onVideo) {
    const joined = room ?? (await load())
    joined.on('trackSubscribed', (track: RemoteTrack) => {
      if (track.kind === 'video') onVideo((element) => track.attach(element))
    })
    await joined.connect(url, token)
  },
  leave: async () => room?.disconnect(),
})
