interface Note {
  /** Hz */
  readonly frequency: number
  /** s after the beginning of the chime */
  readonly start: number
  /** s until it has faded away */
  readonly length: number
}

/** A rising fifth, D5 and A5: heard as friendly, and in the range in which hearing is lost last. */
const notes: readonly Note[] = [
  { frequency: 587.33, start: 0.05, length: 0.9 },
  { frequency: 880, start: 0.35, length: 1.4 },
]

/** The overtones of a bell; a small loudspeaker that has no bass still plays the second. */
const overtones = [
  { multiple: 1, volume: 1 },
  { multiple: 2, volume: 0.3 },
  { multiple: 3, volume: 0.08 },
]

const loudness = 0.3
/** exponentialRampToValueAtTime cannot reach zero. */
const silence = 0.0001

/** Plays the two notes into a node and resolves when the last one has faded away. */
export function chime(context: AudioContext, output: AudioNode): Promise<void> {
  const now = context.currentTime
  const ends = notes.flatMap(({ frequency, start, length }) =>
    overtones.map(({ multiple, volume }) => {
      const oscillator = new OscillatorNode(context, { frequency: frequency * multiple })
      const envelope = new GainNode(context, { gain: 0 })
      const begin = now + start
      const end = begin + length
      envelope.gain.setValueAtTime(silence, begin)
      envelope.gain.exponentialRampToValueAtTime(loudness * volume, begin + 0.02)
      envelope.gain.exponentialRampToValueAtTime(silence, end)
      oscillator.connect(envelope).connect(output)
      oscillator.start(begin)
      oscillator.stop(end)
      return new Promise<void>((resolve) => {
        oscillator.onended = () => resolve()
      })
    }),
  )
  return Promise.all(ends).then(() => {})
}
