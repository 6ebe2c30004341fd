import { median } from './median.ts'
import { within } from './within.ts'

const samples = 5
const patienceMs = 2_000

/** Milliseconds to this page's server and back: the median of several small requests; null when none was answered. */
export async function roundTripMs(signal: AbortSignal, onProgress: (done: number) => void): Promise<number | null> {
  const times: number[] = []
  const deadline = within(signal, patienceMs)
  for (let sample = 0; sample < samples && !deadline.aborted; sample += 1) {
    const began = performance.now()
    try {
      await fetch(location.pathname, { method: 'HEAD', cache: 'no-store', signal: deadline })
      times.push(performance.now() - began)
    } catch {
      signal.throwIfAborted()
    }
    onProgress((sample + 1) / samples)
  }
  return times.length > 0 ? median(times) : null
}
