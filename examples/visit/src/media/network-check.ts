import { callsOpen } from './network/calls-open.ts'
import { downloadBitrate } from './network/download-bitrate.ts'
import { networkVerdict } from './network/network-verdict.ts'
import { roundTripMs } from './network/round-trip.ts'
import { serviceAnswers } from './network/service-answers.ts'

export interface NetworkCheck {
  /** `blocked`: a call cannot work here. `limited`: it can, with a small or halting picture. */
  verdict: 'good' | 'limited' | 'blocked'
  /** The server of this page answers. */
  service: boolean
  /** The browser lets this page make calls; policies, extensions and remote desktops may forbid it. */
  calls: boolean
  /** Median; null: not measured. */
  roundTripMs: number | null
  /** bit/s; null: not measured. */
  downloadBitrate: number | null
}

export interface NetworkCheckOptions {
  signal: AbortSignal
  /** 0..1, never smaller than before. */
  onProgress?: (done: number) => void
}

/**
 * Looks at the connection before a visit, in some five seconds at most on a bad one. It measures the way to the server of
 * this page. Pictures and sound may take another way, straight to the other person or over a relay, so `good` promises
 * nothing and `limited` is a warning. Nobody else is contacted.
 *
 * @returns for a bad connection too
 * @throws the signal's reason, and nothing else
 */
export async function checkNetwork({ signal, onProgress = () => {} }: NetworkCheckOptions): Promise<NetworkCheck> {
  signal.throwIfAborted()
  onProgress(0)
  // This one stays in the browser and takes nothing from the measurements.
  const opening = callsOpen(signal)
  const service = await serviceAnswers(signal)
  onProgress(0.15)
  const roundTrip = service ? await roundTripMs(signal, (done) => onProgress(0.15 + 0.25 * done)) : null
  const bitrate = service ? await downloadBitrate(signal, (done) => onProgress(0.4 + 0.55 * done)) : null
  const calls = await opening
  signal.throwIfAborted()
  onProgress(1)
  const measured = { service, calls, roundTripMs: roundTrip, downloadBitrate: bitrate }
  return { verdict: networkVerdict(measured), ...measured }
}
