/** What an observation found wrong, `null` for nothing: several of one act must not hide each other. */
export function finding(look: () => Promise<void>): Promise<string | null> {
  return look().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
}
