import { LocalVideoTrack, Room } from 'livekit-client'

export interface Crowd {
  /** One participant per token, each with a moving picture. Resolves when all of them publish. */
  enter(url: string, tokens: readonly string[], framesPerSecond: number): Promise<void>
}

declare global {
  interface Window {
    readonly crowd: Crowd
  }
}

const crowd: Crowd = {
  async enter(url, tokens, framesPerSecond) {
    for (const token of tokens) {
      const room = new Room()
      // Nobody here looks at the others.
      await room.connect(url, token, { autoSubscribe: false })
      const track = new LocalVideoTrack(movingPicture(framesPerSecond), undefined, true)
      await room.localParticipant.publishTrack(track, { simulcast: false, source: 'camera' as typeof track.source })
    }
  },
}
Object.defineProperty(window, 'crowd', { value: crowd })

function movingPicture(framesPerSecond: number): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws nothing.')
  let turn = 0
  setInterval(() => {
    context.fillStyle = `hsl(${turn++ % 360} 80% 50%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
  }, 1000 / framesPerSecond)
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks()
  if (!track) throw new Error('This browser captures no canvas.')
  return track
}
