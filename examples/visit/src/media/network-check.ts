export interface NetworkCheck {
  verdict: 'good' | 'limited' | 'blocked'
  service: boolean
  calls: boolean
  roundTripMs: number | null
  /** bit/s */
  downloadBitrate: number | null
}

export interface NetworkCheckOptions {
  signal: AbortSignal
  /** 0..1 */
  onProgress?: (done: number) => void
}

export async function checkNetwork({ signal, onProgress }: NetworkCheckOptions): Promise<NetworkCheck> {
  onProgress?.(0)
  const started = performance.now()
  const service = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store', signal }).then(
    ({ ok }) => ok,
    () => false,
  )
  signal.throwIfAborted()
  onProgress?.(1)
  const roundTripMs = service ? performance.now() - started : null
  return { verdict: service ? 'good' : 'blocked', service, calls: true, roundTripMs, downloadBitrate: null }
}
