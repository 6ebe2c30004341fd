import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from 'jose'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { FaultRules, type Whereabouts } from './fault-rules.ts'
import { RspSession } from './rsp-session.ts'
import { StatusCallbacks } from './status-callbacks.ts'
import { TcmpConnection } from './tcmp-connection.ts'
import { newTwilioAccount, type TwilioAccount } from './twilio-account.ts'
import { TwilioFaults } from './twilio-faults.ts'
import { type TwilioOptions, withDefaults } from './twilio-options.ts'
import { answerRest } from './twilio-rest.ts'
import { TwilioRooms } from './twilio-rooms.ts'
import { TwilioSignals } from './twilio-signals.ts'
import { signTwilioToken, type TokenOptions } from './twilio-token.ts'

export interface TwilioService {
  /** For `connect(token, { wsServer })`. */
  readonly wsServer: string
  /** `http://127.0.0.1:<port>`, in place of `https://video.twilio.com`. */
  readonly apiUrl: string
  readonly account: TwilioAccount
  /** For the provider of the control plane. */
  readonly settings: TwilioAccount & Pick<TwilioService, 'apiUrl' | 'wsServer'>
  readonly rooms: TwilioRooms
  readonly faults: TwilioFaults
  readonly signals: TwilioSignals
  readonly callbacks: StatusCallbacks
  token(identity: string, options?: TokenOptions): Promise<string>
  /** Lines that are open now. */
  readonly lines: number
  /** Breaks every line and closes the port. */
  stop(): Promise<void>
}

/**
 * Starts a stand-in of Twilio's room service in this process, on a free port of 127.0.0.1. Several may run beside each other;
 * each ends with the process at the latest.
 */
export async function startTwilio(options: TwilioOptions = {}): Promise<TwilioService> {
  const settings = withDefaults(options)
  const account = newTwilioAccount()
  const rules = new FaultRules()
  const callbacks = new StatusCallbacks(account)
  const rooms = new TwilioRooms(settings, rules, callbacks)
  const tokens = new Map<string, string>()
  const around = { account, settings, rules, rooms, tokens }

  let origin = ''
  const server = createServer(answerRest({ ...around, origin: () => origin }))
  const sockets = new WebSocketServer({ server, path: '/signaling', maxPayload: 1_048_576 })
  sockets.on('connection', (socket: WebSocket) => {
    let session: RspSession | null = null
    const connection = new TcmpConnection(socket, settings.heartbeatMs, {
      greet: (body) => rules.greeting(whoseHello(body, rooms)),
      beats: () => rules.beats(session?.where ?? null),
      message: (body) => session?.receive(body),
      closed: () => session?.closed(),
    })
    session = new RspSession(connection, around)
  })
  const terminateAll = () => {
    for (const socket of sockets.clients) socket.terminate()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`

  const wsServer = `ws://127.0.0.1:${port}/signaling`
  return {
    wsServer,
    apiUrl: origin,
    account,
    settings: { ...account, apiUrl: origin, wsServer },
    rooms,
    faults: new TwilioFaults({ rooms, rules, settings, callbacks, tokens, terminateAll }),
    signals: new TwilioSignals(rooms),
    callbacks,
    token: (identity, wanted) => signTwilioToken(account, identity, wanted),
    get lines() {
      return sockets.clients.size
    },
    async stop() {
      for (const room of rooms.all) for (const channels of room.channels.values()) channels.close()
      terminateAll()
      await new Promise<void>((resolve) => sockets.close(() => resolve()))
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const hello = z.object({ session: z.string().optional(), token: z.string().optional(), name: z.string().nullish() })
const claims = z.object({
  grants: z.object({ identity: z.string(), video: z.object({ room: z.string().optional() }) }),
})

/** Whose hello it is as far as it says, so that a fault can be for one person. Nothing of it is trusted. */
function whoseHello(body: unknown, rooms: TwilioRooms): Whereabouts | null {
  const said = hello.safeParse(body)
  if (!said.success) return null
  const { name, session, token = '' } = said.data
  const member = session === undefined ? null : rooms.member(session)
  if (member !== null) return { room: member.room, identity: member.participant.identity }
  try {
    const { grants } = claims.parse(decodeJwt(token))
    const wanted = name ?? grants.video.room ?? ''
    const room = rooms.find(wanted) ?? { name: wanted, sid: wanted }
    return { room, identity: grants.identity }
  } catch {
    return null
  }
}
