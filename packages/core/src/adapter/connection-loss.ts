/** What is lost of a connection while it is `reconnecting`. The vendor's own word travels beside it as `raw`. */
export const connectionLosses = [
  /** The line to the vendor's service. Media goes on as far as the SDK can tell. */
  'signaling',
  /** Media to everybody; signaling works. */
  'media',
  'both',
] as const

export type ConnectionLoss = (typeof connectionLosses)[number]
