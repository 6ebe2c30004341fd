import { within } from './within.ts'

/** Half a megabyte that cannot be compressed. The build makes it: see vite.config.ts. */
const file = `${import.meta.env.BASE_URL}network-check.bin`
const patienceMs = 4_000

/** bit/s from this page's server; null when nothing came. */
export async function downloadBitrate(signal: AbortSignal, onProgress: (done: number) => void): Promise<number | null> {
  const began = performance.now()
  let bytes = 0
  try {
    const deadline = within(signal, patienceMs)
    const response = await fetch(file, { cache: 'no-store', signal: deadline })
    if (!response.ok || response.body === null) return null
    const total = Number(response.headers.get('content-length')) || 512 * 1024
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes += value.length
      onProgress(Math.min(1, Math.max(bytes / total, (performance.now() - began) / patienceMs)))
    }
  } catch {
    // Time is up or the connection broke: what came until then counts.
    signal.throwIfAborted()
  }
  return bytes > 0 ? (8_000 * bytes) / Math.max(1, performance.now() - began) : null
}
