import type { NetworkCheck } from '../network-check.ts'

/**
 * bit/s. A voice takes about 50,000, a small picture (360 lines) half a million and a good one (720 lines) one and a half
 * million. Below the last, the picture of the other person gets smaller first and then halts.
 */
const goodBitrate = 1_500_000

/** ms. People begin to talk over each other when a voice takes longer than 150 ms one way (ITU-T G.114). */
const goodRoundTripMs = 300

/** What the measurements mean for a visit of two people. */
export function networkVerdict(check: Omit<NetworkCheck, 'verdict'>): NetworkCheck['verdict'] {
  if (!check.service || !check.calls) return 'blocked'
  // What could not be measured on a server that answers is a connection that comes and goes.
  if (check.roundTripMs === null || check.downloadBitrate === null) return 'limited'
  return check.roundTripMs <= goodRoundTripMs && check.downloadBitrate >= goodBitrate ? 'good' : 'limited'
}
