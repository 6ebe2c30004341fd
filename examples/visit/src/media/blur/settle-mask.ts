/**
 * Smooths a mask over time, so that the edge of hair does not flicker. Quick to hide and slower to show: where the person
 * just was, the room must not be seen.
 *
 * @param settled 0..255 per pixel, 255 is person; is changed
 * @param confidence 0..1 per pixel of the current frame; what is not a number counts as room
 */
export function settleMask(settled: Uint8Array, confidence: Float32Array): void {
  for (let index = 0; index < settled.length; index += 1) {
    const before = settled[index] ?? 0
    const now = Math.max(0, Math.min(255, 255 * (confidence[index] || 0)))
    settled[index] = Math.round(before + (now < before ? 0.85 : 0.6) * (now - before))
  }
}
