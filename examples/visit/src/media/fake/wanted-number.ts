/** What a constraint asks for, within what the device can do. */
export function wantedNumber(constraint: ConstrainULong | undefined, fallback: number, largest: number): number {
  const { exact, ideal, max, min } = typeof constraint === 'number' ? { ideal: constraint } : (constraint ?? {})
  const wanted = exact ?? ideal ?? Math.max(fallback, min ?? 0)
  return Math.max(1, Math.round(Math.min(wanted, max ?? largest, largest)))
}
