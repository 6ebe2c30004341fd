/** A picture and a silence for each participant, as `livekit-client` makes them for its simulated ones. */
export function dummyVideo(): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = 272
  canvas.height = 160
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height)
  return firstOf(canvas.captureStream())
}

export function dummyAudio(context: AudioContext): MediaStreamTrack {
  return firstOf(context.createMediaStreamDestination().stream)
}

function firstOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks()
  if (!track) throw new Error('The stream has no track.')
  return track
}
