import { TelevidError } from '@televid/core/protocol'
import { roomChannel } from '../channel/room-channel.ts'
import { createApp } from '../http/create-app.ts'
import { entryRoutes } from '../http/entry-routes.ts'
import { isAllowedOrigin } from '../http/is-allowed-origin.ts'
import { moderationRoutes } from '../http/moderation-routes.ts'
import { operationRoutes } from '../http/operation-routes.ts'
import { type MountedStream, streamRoutes } from '../http/stream-routes.ts'
import { webhookRoutes } from '../http/webhook-routes.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { createInvite } from '../room/create-invite.ts'
import { endRoom } from '../room/end-room.ts'
import { ensureRoom, openOccurrence } from '../room/ensure-room.ts'
import { defaultTenant } from '../room/identity.ts'
import { revokeInvite } from '../room/revoke-invite.ts'
import { serveWebSocket } from '../stream/serve-web-socket.ts'
import type { StreamEndpointHandler } from '../stream/stream-endpoint-handler.ts'
import { readConfiguration, weakSecret } from './configuration.ts'
import type { ControlPlane } from './control-plane.ts'
import type { ControlPlaneOptions } from './control-plane-options.ts'
import type { CoreServices, RunningServices } from './core-services.ts'
import { startCoreServices, stopCoreServices } from './start-core-services.ts'

/**
 * Builds the control plane. Options are checked now; the store opens with the first call.
 *
 * @throws TelevidError `invalid-argument` | `unknown-provider`
 */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const configuration = readConfiguration(options)
  const metrics = createMetrics([...configuration.providers.keys()])
  let webSocket = false
  let started: Promise<RunningServices> | null = null
  let closing: Promise<void> | null = null

  const start = (): Promise<RunningServices> => {
    if (closing !== null)
      return Promise.reject(new TelevidError('server', 'The control plane is shutting down. Try again in a moment.'))
    started ??= startCoreServices(configuration, metrics, () => webSocket).catch((error: unknown) => {
      // The next call tries again: a database may come up later than its clients.
      started = null
      throw error
    })
    return started
  }

  const streams = mountedStreams(options, start)
  const routes = [...entryRoutes, ...moderationRoutes, ...webhookRoutes, ...streams.flatMap(streamRoutes)]
  const app = createApp(configuration, routes, operationRoutes(configuration, metrics, start), metrics, start)

  return {
    fetch: (request, host) => app.fetch(request, host as never),
    basePath: configuration.basePath,
    browserOrigins: [
      ...new Set([...configuration.providers.values()].flatMap(({ browserOrigins = [] }) => browserOrigins)),
    ],
    routes: app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path })),
    ready: async () => {
      await start()
    },
    rooms: {
      ensure: async (room) => ensureRoom(await start(), room),
      end: async ({ room, tenant = defaultTenant }) => {
        const services = await start()
        await endRoom(services, await openOccurrence(services, tenant, room))
      },
    },
    invites: {
      create: async (invite) => createInvite(await start(), invite),
      revoke: async ({ id, tenant = defaultTenant }) => {
        if (!(await revokeInvite(await start(), tenant, id)))
          throw new TelevidError('invite-invalid', 'There is no such invite.')
      },
    },
    webSockets: {
      enable: () => {
        webSocket = true
      },
      find: ({ url, host, origin }) => {
        const path = new URL(url, 'http://host').pathname
        for (const stream of streams) {
          const parameters = matchPath(configuration.basePath + stream.path, path)
          if (parameters === null) continue
          if (!isAllowedOrigin(origin, host, configuration.origins)) {
            throw new TelevidError('forbidden', 'Pages of this origin may not connect to this server.')
          }
          return (socket) => {
            start().then(
              (services) => serveWebSocket(services.streams, stream.handler, parameters, socket),
              () => socket.close(1013),
            )
          }
        }
        return null
      },
    },
    assertReachable: () => {
      if (configuration.secretWeakness !== null) throw weakSecret(configuration.secretWeakness)
    },
    close: () => {
      // A start that failed has closed what it opened.
      closing ??= (started ?? Promise.reject(new Error('never started'))).then(stopCoreServices, () => {})
      return closing
    },
  }
}

/** The room channel and the streams of every provider. The channel is made when the store is there. */
function mountedStreams(
  { providers }: ControlPlaneOptions,
  start: () => Promise<CoreServices>,
): readonly MountedStream[] {
  let made: Promise<ReturnType<typeof roomChannel>> | null = null
  const channel = (): Promise<ReturnType<typeof roomChannel>> => {
    made ??= start().then(roomChannel)
    made.catch(() => {
      made = null
    })
    return made
  }
  const lateChannel: StreamEndpointHandler<Awaited<ReturnType<ReturnType<typeof roomChannel>['authenticate']>>> = {
    authenticate: async (token, parameters) => (await channel()).authenticate(token, parameters),
    open: async (context, after, push) => (await channel()).open(context, after, push),
  }
  return [
    { path: '/rooms/:room/channel', handler: lateChannel },
    ...Object.entries(providers).flatMap(([name, provider]) =>
      Object.entries(provider.streams ?? {}).map(([stream, handler]) => ({
        path: `/providers/${name}/${stream}`,
        handler,
      })),
    ),
  ]
}

/** The parameters of a path with `:name` parts, `null` when it does not match. */
function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [expected, given] = [pattern.split('/'), path.split('/')]
  if (expected.length !== given.length) return null
  const parameters: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') parameters[part.slice(1)] = value
    else if (part !== value) return null
  }
  return parameters
}
