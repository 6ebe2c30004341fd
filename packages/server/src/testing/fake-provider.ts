import { TelevidError } from '@televid/core/protocol'
import type { ServerParticipant, WebhookEvent } from '@televid/core/server-adapter'
import { z } from 'zod'
import type { ProviderRoom, ServerProvider } from '../provider/server-provider.ts'
import type { StreamContext, StreamEndpointHandler, StreamPush } from '../stream/stream-endpoint-handler.ts'

/** A provider that notes what it is asked, with one stream, `echo`. */
export interface FakeProvider extends ServerProvider {
  readonly made: string[]
  readonly removed: string[]
  readonly ended: string[]
  /** `reference/identity source` */
  readonly muted: string[]
  /** `reference/identity true` */
  readonly publishing: string[]
  /** Who is in each of its rooms, by reference. */
  readonly present: Map<string, readonly ServerParticipant[]>
  readonly echo: EchoStream
  /** Runs before `createRoom` answers. */
  beforeCreate: () => Promise<void>
}

export interface EchoStream extends StreamEndpointHandler {
  readonly pushes: Set<StreamPush>
  readonly received: unknown[]
  readonly opened: { readonly key: string; readonly after: number | null }[]
  closes: number
}

export function fakeProvider(
  vendor = 'fake',
  reference: (room: Omit<ProviderRoom, 'reference' | 'region'>) => string = ({ occurrence }) =>
    `${vendor}-${occurrence}`,
): FakeProvider {
  const echo = echoStream()
  const provider: FakeProvider = {
    vendor,
    made: [],
    removed: [],
    ended: [],
    muted: [],
    publishing: [],
    present: new Map(),
    echo,
    beforeCreate: async () => {},
    start: async () => {},
    createRoom: async (room) => {
      await provider.beforeCreate()
      const name = reference(room)
      provider.made.push(name)
      return { reference: name, region: 'here' }
    },
    mintCredentials: async (request) => ({
      credentials: {
        vendorRoom: request.room.reference,
        region: request.room.region,
        echo: request.endpoint('echo'),
        may: request.permissions.includes('publish'),
      },
    }),
    removeParticipant: async (room, identity) => void provider.removed.push(`${room.reference}/${identity}`),
    endRoom: async (room) => void provider.ended.push(room.reference),
    listParticipants: async (room) => provider.present.get(room.reference) ?? [],
    muteSource: async (room, identity, source) => void provider.muted.push(`${room.reference}/${identity} ${source}`),
    setCanPublish: async (room, identity, can) => void provider.publishing.push(`${room.reference}/${identity} ${can}`),
    // Signed with the word "good"; the body is the list of events.
    verifyWebhook: async ({ headers, rawBody }) => {
      if (headers.get('x-signature') !== 'good') throw new TelevidError('forbidden', 'Not signed by this vendor.')
      try {
        return JSON.parse(new TextDecoder().decode(rawBody)) as WebhookEvent[]
      } catch {
        throw new TelevidError('bad-request', 'The webhook cannot be read.')
      }
    },
    streams: { echo },
    close: async () => {},
  }
  return provider
}

/** Token `good-<key>` is let in, `busy` comes at a bad moment, any other is refused. Frame `bad` is refused, `crash` throws. */
function echoStream(): EchoStream {
  const pushes = new Set<StreamPush>()
  const received: unknown[] = []
  const opened: { key: string; after: number | null }[] = []
  const shape = z.unknown()
  const stream: EchoStream = {
    pushes,
    received,
    opened,
    closes: 0,
    authenticate: async (token) => {
      if (token === 'busy') throw new Error('the database is away')
      if (!token.startsWith('good-')) throw new TelevidError('session-invalid', 'Not a good token.')
      return { tenant: 'default', key: token }
    },
    open: async ({ key }: StreamContext, after, push) => {
      opened.push({ key, after })
      pushes.add(push)
      return () => {
        pushes.delete(push)
        stream.closes += 1
      }
    },
    receive: async (_context, frame) => {
      if (frame === 'bad') throw new TelevidError('bad-request', 'A bad frame.')
      if (frame === 'crash') throw new Error('a bug')
      received.push(shape.parse(frame))
    },
  }
  return stream
}
