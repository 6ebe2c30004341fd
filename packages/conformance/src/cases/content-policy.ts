import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import type { PersonPage } from '../runner/person-page.ts'
import type { RunRecord } from '../runner/run-record.ts'

/** What a page of the suite needs for itself, whatever the adapter. */
const own: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'media-src': ['blob:', 'mediastream:'],
  'img-src': ['data:'],
  'connect-src': ["'self'"],
}

/** Where the service of the bench is, by its grants and its harness. */
export function serviceOrigins({ ways }: RunRecord, { hosts = [] }: ConformanceHarness): string[] {
  return [...ways.map((way) => new URL(way).origin), ...hosts]
}

/** Sources by directive that the adapter says a page needs for it. */
export function sourcesOf({ page }: PersonPage): Promise<Readonly<Record<string, readonly string[]>>> {
  return page.evaluate(() => window.conformance.adapter.contentSecurityPolicy ?? {})
}

/** The strictest content security policy under which the adapter says that a call works. */
export function contentPolicy(
  sources: Readonly<Record<string, readonly string[]>>,
  origins: readonly string[],
): string {
  const service = origins.flatMap((origin) => [origin, origin.replace(/^http/, 'ws')])
  const names = [...new Set([...Object.keys(own), ...Object.keys(sources)])]
  return names
    .map((name) => [name, ...(own[name] ?? []), ...(sources[name] ?? []), ...(name === 'connect-src' ? service : [])])
    .map((words) => words.join(' '))
    .join('; ')
}

/** Whether a host is one of those that sources of a policy name, as `host`, `scheme://host:port` or with `*.` before it. */
export function isNamedBy(sources: Readonly<Record<string, readonly string[]>>, host: string): boolean {
  return Object.values(sources)
    .flat()
    .map((source) => source.replace(/^[a-z]+:\/\//, ''))
    .some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern))
}
