import type { FaultRules, Whereabouts } from './fault-rules.ts'
import { MediaChannels } from './media-channels.ts'
import { type ConnectRequest, type RspReply, rspRequest, type SyncRequest } from './rsp-message.ts'
import type { TwilioAccount } from './twilio-account.ts'
import { TwilioError } from './twilio-error.ts'
import type { TwilioSettings } from './twilio-options.ts'
import type { ParticipantLine } from './twilio-participant.ts'
import type { Membership, TwilioRooms } from './twilio-rooms.ts'
import { readTwilioToken, type TokenGrant } from './twilio-token.ts'

export interface SessionSurroundings {
  readonly account: TwilioAccount
  readonly settings: TwilioSettings
  readonly rules: FaultRules
  readonly rooms: TwilioRooms
  /** Every token that a page has shown, with whose it is. */
  readonly tokens: Map<string, string>
}

/** What one line says in the room protocol, from its first message to its end. */
export class RspSession {
  readonly #line: ParticipantLine
  readonly #around: SessionSurroundings
  #member: Membership | null = null
  #over = false
  /** Messages are taken one after the other: a token is checked asynchronously. */
  #last: Promise<void> = Promise.resolve()

  constructor(line: ParticipantLine, around: SessionSurroundings) {
    this.#line = line
    this.#around = around
  }

  /** Null until the page has joined. */
  get where(): Whereabouts | null {
    return this.#member && { room: this.#member.room, identity: this.#member.participant.identity }
  }

  receive(body: unknown): void {
    this.#last = this.#last.then(() => this.#take(body))
  }

  closed(): void {
    this.#over = true
    if (this.#member !== null) this.#member.room.lost(this.#member.participant, this.#line)
  }

  async #take(body: unknown): Promise<void> {
    const request = rspRequest.safeParse(body)
    if (!request.success) return this.#refuse(new TwilioError(53004))
    try {
      await this.#answer(request.data)
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error
      this.#refuse(error)
    }
  }

  async #answer(request: ReturnType<typeof rspRequest.parse>): Promise<void> {
    const member = this.#member
    switch (request.type) {
      case 'ice': {
        await this.#check(request.token)
        const ice_servers = this.#around.settings.iceServers.map(({ urls }) => ({
          urls: typeof urls === 'string' ? urls : [...urls],
        }))
        return this.#send({ type: 'iced', version: 1, ice_servers })
      }
      case 'connect':
        return this.#connect(request)
      case 'sync':
        return this.#sync(request)
      case 'update':
        if (member?.participant.session === request.session && member.participant.line === this.#line)
          member.room.update(member.participant, request)
        return
      case 'disconnect':
        member?.room.leave(member.participant)
        return
      default:
        request satisfies never
    }
  }

  async #connect(request: ConnectRequest): Promise<void> {
    const { rooms, settings } = this.#around
    const grant = await this.#check(request.token)
    const room = rooms.roomFor(request.name, grant)
    const wanted = settings.mediaChannels ? Object.keys(request.media_signaling) : []
    const channels = wanted.length === 0 ? null : await MediaChannels.open(wanted)
    // Gone meanwhile, or joined already.
    if (this.#over || this.#member !== null || room.endedAt !== null) {
      channels?.close()
      if (room.endedAt !== null) throw new TwilioError(53118)
      return
    }
    try {
      const participant = room.join({ request, identity: grant.identity, line: this.#line, channels })
      this.#member = { room, participant }
    } catch (error) {
      channels?.close()
      throw error
    }
  }

  async #sync(request: SyncRequest): Promise<void> {
    const { rooms, settings } = this.#around
    await this.#check(request.token)
    const member = rooms.member(request.session)
    if (member?.room.endedAt) return this.#send({ type: 'disconnected', version: 2, status: 'completed' })
    if (member === null || member.participant.state === 'disconnected') throw new TwilioError(settings.lostSession)
    if (this.#over) return
    this.#member = member
    member.room.resync(member.participant, request, this.#line)
  }

  /** @throws {TwilioError} */
  async #check(token: string): Promise<TokenGrant> {
    const { account, rules, tokens } = this.#around
    if (rules.expiredTokens.has(token)) throw new TwilioError(20104)
    const grant = await readTwilioToken(token, account)
    tokens.set(token, grant.identity)
    return grant
  }

  #refuse(error: TwilioError): void {
    this.#send({ type: 'error', version: 2, ...error.state() })
  }

  #send(reply: RspReply): void {
    this.#line.send(reply)
  }
}
