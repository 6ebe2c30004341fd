import { createHash, timingSafeEqual } from 'node:crypto'
import { TelevidError } from '@televid/core/protocol'
import { sql } from 'kysely'
import type { Configuration } from '../control-plane/configuration.ts'
import type { CoreServices } from '../control-plane/core-services.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { isLoopback } from '../node/is-loopback.ts'
import { type ProviderState, providerStateOf } from '../provider/provider-state.ts'
import { bearerToken } from './bearer-token.ts'

/** A route for whoever runs the server. It answers while the store is away, too. */
export interface OperationRoute {
  readonly path: string
  readonly access: 'public' | 'token'
  /** @param address of the client, where the host tells */
  handle(request: Request, address: string | undefined): Promise<Response>
}

/** What `GET /health` says. */
export interface Health {
  /** `ok`, with status 200: this process can serve. `unavailable`, with 503: it cannot reach its store or start. */
  readonly status: 'ok' | 'unavailable'
  readonly store: 'ok' | 'unavailable'
  readonly providers: readonly { readonly name: string; readonly vendor: string; readonly state: ProviderState }[]
}

/** @param start resolves when the store is open and every provider has started */
export function operationRoutes(
  configuration: Configuration,
  metrics: Metrics,
  start: () => Promise<CoreServices>,
): readonly OperationRoute[] {
  return [
    {
      path: '/health',
      access: 'public',
      handle: async () => {
        const store = await start()
          .then((services) => sql`select 1`.execute(services.store.db))
          .then(
            () => 'ok' as const,
            () => 'unavailable' as const,
          )
        const providers = [...configuration.providers].map(([name, { vendor }]) => ({
          name,
          vendor,
          state: providerStateOf(configuration, name),
        }))
        const health: Health = { status: store, store, providers }
        return Response.json(health, { status: store === 'ok' ? 200 : 503 })
      },
    },
    {
      path: '/metrics',
      access: 'token',
      handle: async (request, address) => {
        assertMayReadMetrics(configuration, request, address)
        const services = await start().catch(() => null)
        const text = await metrics.text(services?.store ?? null).catch(() => metrics.text(null))
        return new Response(text, { headers: { 'content-type': metrics.contentType } })
      },
    },
  ]
}

/**
 * With a token whoever has it. Without one a connection from this machine, in development only: behind a reverse proxy on
 * the same machine the whole world comes from loopback.
 *
 * @throws TelevidError `session-invalid`
 */
function assertMayReadMetrics(
  { metricsToken, mode }: Configuration,
  request: Request,
  address: string | undefined,
): void {
  if (metricsToken !== null) {
    if (isSame(bearerToken(request), metricsToken.reveal())) return
    throw new TelevidError('session-invalid', 'This is not the metrics token.')
  }
  const local = address !== undefined && isLoopback(address.replace(/^::ffff:/, ''))
  if (mode === 'development' && local) return
  throw new TelevidError(
    'session-invalid',
    'The metrics are closed. Set TELEVID_METRICS_TOKEN and send it as a bearer token.',
  )
}

/** Takes the same time wherever they differ. */
function isSame(given: string, expected: string): boolean {
  const [left, right] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
