import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { problemOf } from '../error/problem-of.ts'
import type { Store } from '../store/store.ts'
import type { WebhookOutcome } from '../webhook/receive-webhook.ts'
import { readRoomCounts } from './read-room-counts.ts'

/** `refused`: the answer is a no. `failed`: something is broken here or at the vendor. */
export type FailureOutcome = 'refused' | 'failed'

/**
 * What one control plane counts. Labels are names of providers, routes and codes from closed lists: never a room, a person,
 * a tenant or anything else a request brings.
 */
export interface Metrics {
  grant(provider: string, outcome: 'granted' | 'waiting' | FailureOutcome): void
  refusal(code: string): void
  webhook(provider: string, outcome: WebhookOutcome | FailureOutcome): void
  request(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void
  outcomeOf(error: unknown): FailureOutcome
  /** The text exposition format of Prometheus. */
  text(store: Store | null): Promise<string>
  readonly contentType: string
}

/** @param providers names whose rooms are shown also when there is none */
export function createMetrics(providers: readonly string[]): Metrics {
  // A registry of its own: the module's default one is shared by everything in the process.
  const registry = new Registry()
  const registers = [registry]
  const grants = new Counter({
    name: 'televid_grants_total',
    help: 'Grant requests by provider and outcome.',
    labelNames: ['provider', 'outcome'],
    registers,
  })
  const refusals = new Counter({
    name: 'televid_refusals_total',
    help: 'Requests answered with a problem, by its code.',
    labelNames: ['code'],
    registers,
  })
  const webhooks = new Counter({
    name: 'televid_webhook_deliveries_total',
    help: 'Webhook deliveries by provider and outcome.',
    labelNames: ['provider', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'televid_http_request_duration_seconds',
    help: 'Time until the answer begins; a stream goes on after it.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const waiting = new Gauge({
    name: 'televid_joins_waiting',
    help: 'People who wait to be admitted. From the store: the same in every process.',
    registers,
  })
  const open = new Gauge({
    name: 'televid_rooms_open',
    help: 'Rooms that have begun and not ended, by provider. From the store: the same in every process.',
    labelNames: ['provider'],
    registers,
  })
  return {
    grant: (provider, outcome) => grants.inc({ provider, outcome }),
    refusal: (code) => refusals.inc({ code }),
    webhook: (provider, outcome) => webhooks.inc({ provider, outcome }),
    request: (labels, seconds) => durations.observe(labels, seconds),
    outcomeOf: (error) => (problemOf(error).status >= 500 ? 'failed' : 'refused'),
    text: async (store) => {
      const counts = store === null ? null : await readRoomCounts(store)
      open.reset()
      if (counts !== null) for (const provider of providers) open.set({ provider }, 0)
      for (const { provider, rooms } of counts?.open ?? []) open.set({ provider }, rooms)
      waiting.set(counts?.waiting ?? Number.NaN)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
