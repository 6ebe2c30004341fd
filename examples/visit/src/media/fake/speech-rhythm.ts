/** s; within it each of two people speaks in turn. */
export const conversationLength = 16

/**
 * How far a mouth is open, 0..1, at a time of the conversation: sentences of syllables with pauses between them, and the
 * other half of the time silence, because others speak.
 *
 * @param seconds any time; people with the same clock take turns
 * @param turn 0 or 1: who speaks first
 */
export function speechLevel(seconds: number, turn: 0 | 1): number {
  const half = conversationLength / 2
  const time = positiveModulo(seconds - turn * half, conversationLength)
  if (time > half - 0.6) return 0
  // Two sentences with a breath between them.
  const inSentence = time % 3.7
  if (inSentence > 3.1) return 0
  const edge = Math.min(1, inSentence / 0.15, (3.1 - inSentence) / 0.25)
  const syllable = Math.sin(Math.PI * time * 4.3) ** 2
  const stress = 0.65 + 0.35 * Math.sin(time * 2.1 + Math.sin(time * 0.9) * 2)
  return edge * (0.12 + 0.88 * syllable) * stress
}

export function positiveModulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
