import type { BenchOptions, SyntheticMedia } from './bench-options.ts'

/** Puts a tone and a colored moving picture in the place of what the fake devices deliver; settings stay the devices'. */
export function replaceDevices(options: BenchOptions): void {
  const { other, screen } = options
  const { mediaDevices } = navigator
  if (options.tone !== undefined || options.picture !== undefined) {
    const inner = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await inner(constraints)
      const last = other && (await lastDevices())
      return replaced(stream, (track) =>
        last?.has(track.getSettings().deviceId ?? '') ? { ...options, ...other } : options,
      )
    }
  }
  if (screen) {
    const inner = mediaDevices.getDisplayMedia.bind(mediaDevices)
    mediaDevices.getDisplayMedia = async (asked) => replaced(await inner(asked), () => screen)
  }
}

async function lastDevices(): Promise<ReadonlySet<string>> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const last = (['audioinput', 'videoinput'] as const).flatMap((kind) => {
    const [device] = devices.filter((each) => each.kind === kind).slice(-1)
    return device?.deviceId ?? []
  })
  return new Set(last)
}

function replaced(stream: MediaStream, by: (track: MediaStreamTrack) => SyntheticMedia): MediaStream {
  return new MediaStream(
    stream.getTracks().map((track) => {
      const { tone, picture } = by(track)
      if (track.kind === 'audio') return tone === undefined ? track : inPlaceOf(track, toneTrack(tone))
      return picture === undefined ? track : inPlaceOf(track, pictureTrack(picture))
    }),
  )
}

/** The device closes; its settings and label are still told. Clones lose them, as nothing of ours reads them there. */
function inPlaceOf(device: MediaStreamTrack, synthetic: MediaStreamTrack): MediaStreamTrack {
  const settings = device.getSettings()
  const { label } = device
  device.stop()
  Object.defineProperty(synthetic, 'label', { value: label })
  Object.defineProperty(synthetic, 'getSettings', { value: () => ({ ...settings }) })
  return synthetic
}

const grains = 12
const grainPixels = 4

let context: AudioContext | undefined
let amplitude = 0.3
const voices = new Map<GainNode, { readonly track: MediaStreamTrack; readonly end: () => void }>()

/** How loud every tone of this page is from now on: the amplitude of its sine, 0..1. */
export function setVoice(wanted: number): void {
  amplitude = wanted
  for (const { gain } of voices.keys()) gain.value = wanted
}

function toneTrack(frequency: number): MediaStreamTrack {
  context ??= new AudioContext()
  const oscillator = new OscillatorNode(context, { frequency })
  const destination = new MediaStreamAudioDestinationNode(context)
  const voice = new GainNode(context, { gain: amplitude })
  const track = only(destination.stream.getAudioTracks())
  endVoices()
  voices.set(voice, {
    track,
    end: () => {
      oscillator.stop()
      voice.disconnect()
    },
  })
  oscillator.connect(voice).connect(destination)
  oscillator.start()
  return track
}

/** A tone that nobody takes any more would be computed for ever; no event tells that the page stopped its track. */
function endVoices(): void {
  for (const [voice, { track, end }] of voices) {
    if (track.readyState === 'live') continue
    end()
    voices.delete(voice)
  }
}

/** A bar runs over the colored ground, with grain that costs an encoder bytes. A timer, because animation frames stop in a page that is not in front. */
function pictureTrack(color: string): MediaStreamTrack {
  const { pictureSize, pictureRate = 20 } = window.benchOptions ?? {}
  const { width, height } = pictureSize ?? { width: 320, height: 240 }
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const paint = canvas.getContext('2d')
  if (paint === null) throw new Error('no 2d canvas')
  let step = 0
  const draw = () => {
    step += 1
    paint.fillStyle = color
    paint.fillRect(0, 0, width, height)
    paint.fillStyle = 'white'
    paint.fillRect((step * (width / 20)) % width, 0, width / 10, height)
    for (let grain = 0; grain < grains; grain += 1)
      paint.fillRect(Math.random() * width, Math.random() * height, grainPixels, grainPixels)
    if (track.readyState === 'live') setTimeout(draw, 1000 / pictureRate)
  }
  const track = only(canvas.captureStream(pictureRate).getVideoTracks())
  draw()
  return track
}

function only(tracks: readonly MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks
  if (track === undefined) throw new Error('the stream has no track')
  return track
}
