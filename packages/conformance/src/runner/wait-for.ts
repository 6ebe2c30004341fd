export interface WaitOptions {
  /** ms, default 10,000. */
  readonly timeoutMs?: number
}

const lookEveryMs = 50

/** Waits until `condition` gives something truthy, and returns it; the error names `what` and what was seen last. */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000 }: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = performance.now() + timeoutMs
  let last = ''
  do {
    try {
      const value = await condition()
      if (value) return value as Exclude<T, false | null | undefined | 0 | ''>
      last = `last value: ${JSON.stringify(value)}`
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : String(error)}`
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  } while (performance.now() < deadline)
  throw new Error(`Waited ${timeoutMs} ms for: ${what} (${last})`)
}
