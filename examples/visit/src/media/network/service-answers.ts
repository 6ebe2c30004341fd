import { within } from './within.ts'

const patienceMs = 5_000

/** Whether the control plane answers, and not a hotel's log-in page in its name. */
export async function serviceAnswers(signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch('/televid/health', {
      cache: 'no-store',
      signal: within(signal, patienceMs),
    })
    return response.ok && ((await response.json()) as { readonly status?: unknown }).status === 'ok'
  } catch {
    signal.throwIfAborted()
    return false
  }
}
