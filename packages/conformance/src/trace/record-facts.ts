import type { AdapterJoinRequest, FactSink, VideoAdapter } from '@televid/core/adapter'
import { OpaqueValues } from './opaque-values.ts'
import { toRecordedFact } from './to-recorded-fact.ts'
import type { TraceLog } from './trace-log.ts'

/**
 * The same adapter, with every join and every fact noted before it goes on to core, unchanged. Sessions and errors are the
 * adapter's own. Runs in the page; one per room.
 */
export function recordFacts(adapter: VideoAdapter, log: TraceLog): VideoAdapter {
  const opaque = new OpaqueValues()
  const recorded: VideoAdapter = {
    specificationVersion: adapter.specificationVersion,
    vendor: adapter.vendor,
    capabilities: adapter.capabilities,
    ...(adapter.contentSecurityPolicy && { contentSecurityPolicy: adapter.contentSecurityPolicy }),
    join(request: AdapterJoinRequest, sink: FactSink) {
      const join = log.startJoin()
      return adapter.join(request, (fact) => {
        try {
          log.add({ kind: 'fact', join, fact: toRecordedFact(fact, opaque) })
        } catch (error) {
          // A fact that is not one. The sink never throws into an adapter; the page's error log shows it.
          console.error('A fact could not be recorded:', error)
        }
        sink(fact)
      })
    },
  }
  return adapter.toError ? { ...recorded, toError: (error) => adapter.toError?.(error) ?? null } : recorded
}
