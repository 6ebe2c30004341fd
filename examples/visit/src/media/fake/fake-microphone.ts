import { chooseFakeDevice } from './fake-device-list.ts'
import { fakeTrack } from './fake-track.ts'
import type { PersonLook } from './person-look.ts'
import { conversationLength, positiveModulo } from './speech-rhythm.ts'
import { speechSamples } from './speech-samples.ts'

/** A microphone with a soft hum in the rhythm of speech, in time with the mouth that the fake camera draws. */
export function fakeMicrophone(look: PersonLook, constraints: MediaTrackConstraints): MediaStreamTrack {
  const device = chooseFakeDevice('audioinput', constraints.deviceId)
  const context = new AudioContext()
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
  const [track] = output.stream.getAudioTracks()
  if (track === undefined) throw new DOMException('The sound cannot be captured.', 'NotReadableError')

  const samples = speechSamples({ sampleRate: context.sampleRate, pitch: look.pitch, turn: look.turn })
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate })
  buffer.copyToChannel(samples, 0)
  const voice = new AudioBufferSourceNode(context, { buffer, loop: true })
  voice.connect(output)

  // Browsers run sound after a gesture only. The track is live before it, and silent.
  const gestures = new AbortController()
  const begin = () => {
    void context.resume().then(() => {
      if (gestures.signal.aborted) return
      gestures.abort()
      voice.start(0, positiveModulo(Date.now() / 1000, conversationLength))
    })
  }
  for (const gesture of ['pointerdown', 'keydown', 'touchend'])
    addEventListener(gesture, begin, { signal: gestures.signal, passive: true })
  begin()

  return fakeTrack(track, device, () => {
    gestures.abort()
    void context.close()
  })
}
