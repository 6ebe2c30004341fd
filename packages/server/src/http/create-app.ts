import { assertRoomName, TelevidError } from '@televid/core/protocol'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Configuration } from '../control-plane/configuration.ts'
import type { CoreServices } from '../control-plane/core-services.ts'
import { problemOf } from '../error/problem-of.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { assertAccess, findSession, type SessionAccess } from '../room/session-access.ts'
import { bearerToken } from './bearer-token.ts'
import { isAllowedOrigin } from './is-allowed-origin.ts'
import { noSuchRoute } from './no-such-route.ts'
import type { OperationRoute } from './operation-routes.ts'
import { RateLimiter } from './rate-limiter.ts'
import { readBody } from './read-body.ts'
import type { Route } from './route.ts'
import { withTokenOfBody } from './with-token-of-body.ts'

/** What a host tells with each request; @hono/node-server gives the connection. */
export interface HostBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } | null }
}

interface AppTypes {
  Bindings: HostBindings
  /** The route that answers, as it is declared, and the trace of its room, once it is known. */
  Variables: { route?: string; trace?: string }
}

const methods = ['GET', 'POST', 'DELETE', 'OPTIONS']

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Builds the HTTP side: one guard for every route, and one shape for every error. */
export function createApp(
  configuration: Configuration,
  routes: readonly Route[],
  operations: readonly OperationRoute[],
  metrics: Metrics,
  start: () => Promise<CoreServices>,
): Hono<AppTypes> {
  const app = new Hono<AppTypes>({ strict: false }).basePath(configuration.basePath)
  const perAddress = new RateLimiter(configuration.rateLimits.address)
  const perSession = new RateLimiter(configuration.rateLimits.session)

  app.use('*', async (context, next) => {
    const begin = performance.now()
    await next()
    const { method } = context.req
    const known = methods.find((each) => each === method) ?? 'other'
    const labels = { method: known, route: context.get('route') ?? 'none', status: context.res.status }
    metrics.request(labels, (performance.now() - begin) / 1000)
    for (const [name, value] of Object.entries(securityHeaders))
      if (!context.res.headers.has(name)) context.header(name, value)
  })
  app.use(
    '*',
    cors({
      origin: (origin) => (configuration.origins.has(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['authorization', 'content-type', 'last-event-id'],
      maxAge: 600,
    }),
  )
  app.use('*', async (context, next) => {
    const { request, address } = describe(context, configuration)
    if (!isAllowedOrigin(request.headers.get('origin'), new URL(request.url).host, configuration.origins)) {
      throw new TelevidError(
        'forbidden',
        'Pages of this origin may not call this server. Add it to option "origins" if they should.',
      )
    }
    if (address !== undefined && !perAddress.take(address)) throw tooMany()
    await next()
  })

  for (const { path, handle } of operations) {
    app.get(path, (context) => {
      context.set('route', path)
      const { request, address } = describe(context, configuration)
      return handle(request, address)
    })
  }
  for (const route of routes) {
    app.on(route.method, route.path, async (context) => {
      context.set('route', route.path)
      const described = describe(context, configuration).request
      // The raw body of a webhook is what its signature is about.
      const request = typeof route.access === 'object' ? await withTokenOfBody(described) : described
      const services = await start()
      const parameters = context.req.param() as Record<string, string>
      if (parameters.room !== undefined) assertRoomName(parameters.room)
      let session: SessionAccess | null = null
      if (typeof route.access === 'object') {
        session = await findSession(services, bearerToken(request))
        context.set('trace', session.trace)
        if (!perSession.take(session.id)) throw tooMany()
        assertAccess(session, parameters.room ?? '', route.access)
      }
      const body = route.body === null ? undefined : await readBody(request, route.body)
      const answer = await route.handle({ services, request, parameters, session, body })
      if (answer instanceof Response) return answer
      return answer === null ? context.body(null, 204) : context.json(answer)
    })
  }

  app.notFound(noSuchRoute)
  app.onError((error, context) => {
    const trace = context.get('trace')
    const problem = problemOf(error)
    // A bug, or a vendor or database that fails: whoever runs the server wants to know, the client is told less.
    const isFailure = problem.status >= 500 && problem.code !== 'unsupported'
    if (isFailure) configuration.onError(error, trace === undefined ? {} : { trace })
    metrics.refusal(problem.code)
    const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
    if (problem.status === 429) headers['retry-after'] = '1'
    if (problem.status === 401) headers['www-authenticate'] = 'Bearer'
    // The rest of the body is not read: the connection cannot be used again.
    if (problem.status === 413) headers.connection = 'close'
    return context.json(problem, problem.status as 400, headers)
  })
  return app
}

function describe(
  context: Context<AppTypes>,
  configuration: Configuration,
): { request: Request; address: string | undefined } {
  const request = context.req.raw
  const { clientAddress } = configuration
  return {
    request,
    address: clientAddress === null ? context.env?.incoming?.socket?.remoteAddress : clientAddress(request),
  }
}

function tooMany(): TelevidError {
  return new TelevidError('rate-limited', 'Too many requests: wait a moment and try again.')
}
