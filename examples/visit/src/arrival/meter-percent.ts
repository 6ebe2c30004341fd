/** Quieter than this, in dB below full scale, is shown as silence. */
const floor = -54
/** As loud as speech close to a microphone gets. */
const ceiling = -12

/** Louder than the noise of a room: somebody speaks. Linear, as levels are. */
export const heardLevel = 0.015

/**
 * How far a meter fills, so that equal steps sound equal.
 *
 * @param level linear 0..1; `null` while unknown
 * @returns whole percent, 0..100
 */
export function meterPercent(level: number | null): number {
  if (!level || level <= 0) return 0
  const decibels = 20 * Math.log10(level)
  return Math.round(Math.min(1, Math.max(0, (decibels - floor) / (ceiling - floor))) * 100)
}
