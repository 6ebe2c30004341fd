/** How often something was asked for since the page opened. */
export interface CounterReads {
  /** `RTCPeerConnection.getStats()` */
  readonly connections: number
  /** What levels can be read from: sources of a receiver, statistics of one sender or receiver, an analyser. */
  readonly levels: number
}

/** Counts the calls by which a page reads counters of the browser. The result goes on counting. */
export function countReads(): CounterReads {
  const reads = { connections: 0, levels: 0 }
  const count = (prototype: object, name: string, kind: keyof typeof reads) => {
    const inner: (...args: unknown[]) => unknown = Reflect.get(prototype, name)
    const counted = function (this: unknown, ...args: unknown[]) {
      reads[kind] += 1
      return inner.apply(this, args)
    }
    Object.defineProperty(prototype, name, { value: counted, writable: true, configurable: true })
  }
  count(RTCPeerConnection.prototype, 'getStats', 'connections')
  count(RTCRtpSender.prototype, 'getStats', 'levels')
  for (const name of ['getStats', 'getSynchronizationSources', 'getContributingSources']) {
    count(RTCRtpReceiver.prototype, name, 'levels')
  }
  for (const domain of ['Frequency', 'TimeDomain']) {
    for (const type of ['Byte', 'Float']) count(AnalyserNode.prototype, `get${type}${domain}Data`, 'levels')
  }
  return reads
}
