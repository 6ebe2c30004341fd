import { openParticipants } from './open-participants.ts'

export interface WaitOptions {
  /** ms, default 10,000. */
  readonly timeoutMs?: number
}

/**
 * Waits until `condition` gives something truthy and returns it. The time-out error names `what`, the last value or
 * error, and the log of every open page.
 */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000 }: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = performance.now() + timeoutMs
  let last = 'never answered'
  do {
    try {
      const value = await within(condition(), deadline)
      if (value === late) break
      if (value) return value as Exclude<T, false | null | undefined | 0 | ''>
      last = `last value: ${JSON.stringify(value)}`
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : String(error)}`
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  } while (performance.now() < deadline)
  const logs = [...openParticipants].map((participant) => participant.describe())
  throw new Error([`Waited ${timeoutMs} ms for: ${what} (${last})`, ...logs].join('\n'))
}

const late = Symbol('late')

/** A page that hangs must not outlive the time-out. */
async function within<T>(value: T | Promise<T>, deadline: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), Math.max(0, deadline - performance.now()))
  })
  try {
    return await Promise.race([value, timeout])
  } finally {
    clearTimeout(timer)
  }
}
