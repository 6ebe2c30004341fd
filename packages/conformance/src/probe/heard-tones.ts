import type { PlaybackRecorder } from './playback-recorder.ts'

/** How often each tone is played right now: frequency in Hz → number of players that let it out. */
export type HeardTones = Readonly<Record<string, number>>

const fftSize = 8192
/** Peaks of a played voice are near -20 dB, neighbors of a sine and codec noise stay below -60 dB. */
const audibleDecibels = -45

/**
 * Counts, per frequency, the players through which it can be heard: each audio track of each element that plays, is not
 * muted and has volume, and each node wired to a loudspeaker. Listens for about half a second.
 */
export async function heardTones(playback: PlaybackRecorder, frequencies: readonly number[]): Promise<HeardTones> {
  const context = new AudioContext()
  await context.resume()
  const taps: { readonly analyser: AnalyserNode; release(): void }[] = []
  for (const element of playback.elements) {
    if (element.paused || element.muted || element.volume === 0) continue
    const { srcObject } = element
    if (!(srcObject instanceof MediaStream)) continue
    for (const track of srcObject.getAudioTracks()) {
      if (track.readyState !== 'live' || !track.enabled) continue
      const source = context.createMediaStreamSource(new MediaStream([track]))
      taps.push(tap(context, source))
    }
  }
  for (const node of playback.outputs) {
    if (node.context.state === 'running') taps.push(tap(node.context, node))
  }
  await new Promise((resolve) => setTimeout(resolve, 500))

  const heard = Object.fromEntries(frequencies.map((frequency) => [frequency, 0]))
  for (const { analyser, release } of taps) {
    const spectrum = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(spectrum)
    const binHertz = analyser.context.sampleRate / fftSize
    for (const frequency of frequencies) {
      const bin = Math.round(frequency / binHertz)
      const peak = Math.max(...spectrum.slice(Math.max(0, bin - 2), bin + 3))
      if (peak > audibleDecibels) heard[frequency] = (heard[frequency] ?? 0) + 1
    }
    release()
  }
  await context.close()
  return heard
}

function tap(context: BaseAudioContext, source: AudioNode) {
  const analyser = new AnalyserNode(context, { fftSize, smoothingTimeConstant: 0 })
  source.connect(analyser)
  return { analyser, release: () => source.disconnect(analyser) }
}
