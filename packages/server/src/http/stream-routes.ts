import { TelevidError } from '@televid/core/protocol'
import { clientFrame, clientId, receiveFrame } from '../stream/receive-frame.ts'
import { serveEvents } from '../stream/serve-events.ts'
import type { StreamEndpointHandler } from '../stream/stream-endpoint-handler.ts'
import { bearerToken } from './bearer-token.ts'
import { openRoute, type Route } from './route.ts'

const postBody = clientFrame.extend({ client: clientId })

/** Where a stream is, below the base path. */
export interface MountedStream {
  readonly path: string
  readonly handler: StreamEndpointHandler
}

/** A stream over plain HTTP: server-sent events on GET, one frame on each POST. */
export function streamRoutes({ path, handler }: MountedStream): readonly Route[] {
  return [
    openRoute('GET', path, 'stream', null, async ({ services, request, parameters }) => {
      const context = await handler.authenticate(bearerToken(request), parameters)
      const after = new URL(request.url).searchParams.get('after') ?? request.headers.get('last-event-id')
      if (after !== null && !/^\d{1,15}$/.test(after))
        throw new TelevidError('bad-request', '"after" must be the number of the last frame seen.')
      return serveEvents(services.streams, handler, context, after === null ? null : Number(after))
    }),
    openRoute('POST', path, 'stream', postBody, async ({ services, request, parameters, body }) => {
      const context = await handler.authenticate(bearerToken(request), parameters)
      await receiveFrame(services.store, handler, context, body.client, body)
      return null
    }),
  ]
}
