import { randomUUID } from 'node:crypto'
import { type P2pCredentials, TelevidError } from '@televid/core/protocol'
import type { ProviderServices, ServerProvider } from '../provider/server-provider.ts'
import type { StreamEndpointHandler, StreamPush } from '../stream/stream-endpoint-handler.ts'
import { endP2pRoom, expelP2pPresences } from './end-p2p-presence.ts'
import { checkP2pOptions, type P2pConfiguration, type P2pOptions } from './p2p-options.ts'
import { P2pRateLimit } from './p2p-rate-limit.ts'
import { nextSeq, presentIn } from './p2p-room-log.ts'
import { loadP2pSigningKey, type P2pSigningKey } from './p2p-signing-key.ts'
import { p2pStream } from './p2p-stream.ts'
import { startP2pSweeper } from './p2p-sweeper.ts'
import { type P2pTables, p2pMigrations } from './p2p-tables.ts'
import { type P2pContext, signP2pToken } from './p2p-token.ts'
import { turnCredentials } from './turn-credentials.ts'

interface Started {
  readonly services: ProviderServices
  readonly configuration: P2pConfiguration
  readonly key: P2pSigningKey
  readonly tokenKey: Uint8Array
  readonly stream: StreamEndpointHandler<P2pContext>
  stop(): Promise<void>
}

/**
 * The embedded provider: browsers connect to each other, this server only introduces them. For the first run, tests and
 * visits of up to six people.
 *
 * @param options `iceServers`: STUN or TURN servers with fixed credentials, none by default; `turn`: a coturn with
 * `use-auth-secret`, for which each grant gets credentials that end after `ttlSeconds` (default 14,400); `relayOnly`:
 * hide participants' addresses from each other (default: what `handlesPhi` says); `maxParticipants` (default 6);
 * `giveUpAfterSeconds`: how long a browser that lost the line tries to come back before its session ends, `connectionLost`
 * (default 60) when it lost everything, `mediaLost` (default 30) when signaling still works; 5 to 3600.
 * @throws TelevidError `invalid-argument` at `start` when the options are not valid, or media must be relayed and no TURN
 * server is given
 */
export function p2p(options: P2pOptions = {}): ServerProvider {
  let started: Started | null = null
  const running = (): Started => {
    if (!started)
      throw new TelevidError('invalid-state', 'The p2p provider is not started. Let createControlPlane() start it.')
    return started
  }

  return {
    vendor: 'p2p',

    async start(services) {
      const configuration = checkP2pOptions(options, services.handlesPhi)
      const { store } = services
      const onError = (error: unknown) => services.onError(error)
      await store.migrate('p2p', p2pMigrations)
      const key = await loadP2pSigningKey(store, services.deriveKey('p2p signing key'))
      const tokenKey = services.deriveKey('p2p signaling token')
      const streams = new Map<string, StreamPush>()
      const rateLimit = new P2pRateLimit()
      const { maxParticipants } = configuration
      const stream = p2pStream({ store, tokenKey, key, maxParticipants, rateLimit, streams, onError })
      const stop = startP2pSweeper({ store, streams, rateLimit, onError })
      started = { services, configuration, key, tokenKey, stream, stop }
    },

    createRoom: async ({ occurrence }) => ({ reference: occurrence, region: null }),

    async mintCredentials({ room, identity, role, permissions, displayName, expiresAt, endpoint }) {
      const { configuration, key, tokenKey } = running()
      const { turn, iceServers, relayOnly, maxParticipants, giveUpAfterSeconds } = configuration
      const token = await signP2pToken(tokenKey, {
        jti: randomUUID(),
        tenant: room.tenant,
        occurrence: room.occurrence,
        room: room.room,
        identity,
        role,
        canPublish: permissions.includes('publish'),
        expiresAt,
        ...(displayName !== undefined && { displayName }),
      })
      const relay = turn && { urls: turn.urls, ...turnCredentials(turn.secret, turn.ttlSeconds, Date.now()) }
      const credentials: P2pCredentials = {
        signaling: endpoint('signaling'),
        token,
        occurrence: room.occurrence,
        iceServers: [...iceServers.map(withoutUndefined), ...(relay ? [relay] : [])],
        iceTransportPolicy: relayOnly ? 'relay' : 'all',
        verifyKey: key.verifyKey,
        maxParticipants,
        giveUpAfterMs: {
          'connection-lost': giveUpAfterSeconds.connectionLost * 1000,
          'media-lost': giveUpAfterSeconds.mediaLost * 1000,
        },
      }
      return { credentials: { ...credentials } }
    },

    async removeParticipant({ occurrence, room }, identity) {
      const { services, key } = running()
      await services.store.transaction(async (plain) => {
        const transaction = plain.withTables<P2pTables>()
        await nextSeq(transaction, occurrence)
        const present = await presentIn(transaction, occurrence)
        const theirs = present.filter((presence) => presence.identity === identity)
        await expelP2pPresences(services.store, transaction, key, room, theirs, 'removed')
      })
    },

    async endRoom({ tenant, room, occurrence }) {
      const { services, key } = running()
      await services.store.transaction((transaction) =>
        endP2pRoom(services.store, transaction.withTables<P2pTables>(), key, { tenant, room, occurrence }),
      )
    },

    streams: {
      signaling: {
        authenticate: (token, parameters) => running().stream.authenticate(token, parameters),
        open: (context, after, push) => running().stream.open(context as P2pContext, after, push),
        receive: async (context, frame, transaction) =>
          running().stream.receive?.(context as P2pContext, frame, transaction),
      },
    },

    async close() {
      await started?.stop()
      started = null
    },
  }
}

function withoutUndefined(server: P2pConfiguration['iceServers'][number]): P2pCredentials['iceServers'][number] {
  const { urls, username, credential } = server
  return { urls, ...(username !== undefined && { username }), ...(credential !== undefined && { credential }) }
}
