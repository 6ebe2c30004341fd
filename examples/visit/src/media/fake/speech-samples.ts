import { conversationLength, speechLevel } from './speech-rhythm.ts'

export interface VoiceOptions {
  /** Hz */
  readonly sampleRate: number
  /** Hz of the ground tone */
  readonly pitch: number
  readonly turn: 0 | 1
}

const volume = 0.16

/** One whole conversation of a hum with few overtones: the level meters see speech, and nobody's ears are hurt. */
export function speechSamples({ sampleRate, pitch, turn }: VoiceOptions): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(conversationLength * sampleRate))
  const step = Math.round(sampleRate / 100)
  let phase = 0
  let wanted = 0
  let level = 0
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / sampleRate
    // The rhythm is slow: a hundred looks per second are enough, and the filter below removes their steps.
    if (index % step === 0) wanted = speechLevel(seconds, turn)
    level += (wanted - level) * (60 / sampleRate)
    phase += (2 * Math.PI * pitch * (1 + 0.06 * Math.sin(seconds * 5.1))) / sampleRate
    samples[index] = volume * level * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase))
  }
  return samples
}
