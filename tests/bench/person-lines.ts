import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts'

export interface PersonLines {
  /** Started at the first call. */
  of(identity: string): Promise<CuttableProxy>
  close(): Promise<void>
}

/**
 * A line for each person to one service, so that it can be cut without the others'.
 *
 * @param port of the service that runs now
 */
export function personLines(port: () => number): PersonLines {
  const lines = new Map<string, Promise<CuttableProxy>>()
  return {
    of(identity) {
      const line = lines.get(identity) ?? startCuttableProxy(port)
      lines.set(identity, line)
      return line
    },
    async close() {
      await Promise.all([...lines.values()].map(async (line) => (await line).close()))
    },
  }
}
