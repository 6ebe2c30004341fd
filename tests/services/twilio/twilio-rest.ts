import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultRules } from './fault-rules.ts'
import { participantResource, roomResource, trackResource } from './rest-resources.ts'
import type { TwilioAccount } from './twilio-account.ts'
import { TwilioError } from './twilio-error.ts'
import type { TwilioSettings } from './twilio-options.ts'
import type { TwilioParticipant } from './twilio-participant.ts'
import type { TwilioRoom } from './twilio-room.ts'
import { readRoomParameters } from './twilio-room-parameters.ts'
import type { TwilioRooms } from './twilio-rooms.ts'

export interface RestSurroundings {
  readonly account: TwilioAccount
  readonly settings: TwilioSettings
  readonly rules: FaultRules
  readonly rooms: TwilioRooms
  /** `http://127.0.0.1:<port>` */
  readonly origin: () => string
}

interface Answer {
  readonly status: number
  readonly body: object
}

const longestBody = 65_536

/** `https://video.twilio.com/v1`: rooms, participants and their tracks (https://www.twilio.com/docs/video/api). */
export function answerRest(around: RestSurroundings): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(around, request)
      .catch((error): Answer => {
        const { code, message, status } = error instanceof TwilioError ? error : new TwilioError(20500, String(error))
        const more_info = `https://www.twilio.com/docs/errors/${code}`
        return { status, body: { code, message, more_info, status } }
      })
      .then(({ body, status }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
  }
}

async function answer(around: RestSurroundings, request: IncomingMessage): Promise<Answer> {
  const form = await readForm(request)
  const code = around.rules.takeRest()
  if (code !== null) throw new TwilioError(code)
  if (!isAllowed(around.account, request.headers.authorization)) throw new TwilioError(20003)
  const url = new URL(request.url ?? '/', around.origin())
  const parts = url.pathname.split('/').slice(1).map(decodeURIComponent)
  const [version, rooms, roomId, participants, participantId, tracks, ...rest] = parts
  const method = request.method ?? 'GET'
  if (version !== 'v1' || rooms !== 'Rooms' || rest.length > 0) throw new TwilioError(20404)
  if (roomId === undefined) return method === 'POST' ? createRoom(around, form) : listRooms(around, url, method)
  const room = around.rooms.find(roomId)
  if (room === null) throw new TwilioError(20404)
  if (participants === undefined) {
    if (method === 'POST') completeRoom(room, form)
    return { status: method === 'POST' ? 202 : only('GET', method), body: roomResource(room, around) }
  }
  if (participants !== 'Participants') throw new TwilioError(20404)
  if (participantId === undefined) return listParticipants(around, room, url, method)
  const participant = room.find(participantId)
  if (participant === null) throw new TwilioError(20404)
  if (tracks === undefined) {
    if (method === 'POST') disconnect(around, room, participant, form)
    const status = method === 'POST' ? 202 : only('GET', method)
    return { status, body: participantResource(participant, room, around) }
  }
  if (tracks !== 'PublishedTracks') throw new TwilioError(20404)
  const published = participant.readyTracks().map((track) => trackResource(track, participant, room))
  return { status: only('GET', method), body: page(published, 'published_tracks', url) }
}

function createRoom(around: RestSurroundings, form: URLSearchParams): Answer {
  const room = around.rooms.create(readRoomParameters(form, around.settings))
  return { status: 201, body: roomResource(room, around) }
}

function listRooms(around: RestSurroundings, url: URL, method: string): Answer {
  const query = url.searchParams
  const status = query.get('Status') ?? 'in-progress'
  const name = query.get('UniqueName')
  const rooms = around.rooms.all
    .filter(({ endedAt }) => (endedAt === null ? 'in-progress' : 'completed') === status)
    .filter((room) => name === null || room.name === name)
    .map((room) => roomResource(room, around))
  return { status: only('GET', method), body: page(rooms, 'rooms', url) }
}

function completeRoom(room: TwilioRoom, form: URLSearchParams): void {
  if (form.get('Status') !== 'completed') throw new TwilioError(53112)
  if (room.endedAt !== null) throw new TwilioError(53118)
  room.complete()
}

function listParticipants(around: RestSurroundings, room: TwilioRoom, url: URL, method: string): Answer {
  const [status, identity] = [url.searchParams.get('Status'), url.searchParams.get('Identity')]
  const people = room.everyone
    .filter((participant) => status === null || participant.state === status)
    .filter((participant) => identity === null || participant.identity === identity)
    .map((participant) => participantResource(participant, room, around))
  return { status: only('GET', method), body: page(people, 'participants', url) }
}

function disconnect(
  { settings }: RestSurroundings,
  room: TwilioRoom,
  participant: TwilioParticipant,
  form: URLSearchParams,
): void {
  if (form.get('Status') !== 'disconnected') throw new TwilioError(20001, 'Status must be disconnected.')
  if (participant.state === 'disconnected') throw new TwilioError(20404)
  room.remove(participant, settings.kick)
}

function page(all: readonly object[], key: string, url: URL): object {
  const size = Math.min(Number(url.searchParams.get('PageSize') ?? 50), 1_000)
  const number = Number(url.searchParams.get('Page') ?? 0)
  if (!(size >= 1) || !(number >= 0)) throw new TwilioError(20001, 'PageSize and Page are whole numbers.')
  const at = (wanted: number) => {
    const there = new URL(url)
    there.searchParams.set('PageSize', String(size))
    there.searchParams.set('Page', String(wanted))
    return there.href
  }
  const meta = {
    page: number,
    page_size: size,
    first_page_url: at(0),
    previous_page_url: number === 0 ? null : at(number - 1),
    url: at(number),
    next_page_url: (number + 1) * size < all.length ? at(number + 1) : null,
    key,
  }
  return { [key]: all.slice(number * size, (number + 1) * size), meta }
}

function only(wanted: string, method: string): 200 {
  if (method !== wanted) throw new TwilioError(20004)
  return 200
}

function isAllowed({ accountSid, apiKeySecret, apiKeySid, authToken }: TwilioAccount, header = ''): boolean {
  const given = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString()
  return given === `${apiKeySid}:${apiKeySecret}` || given === `${accountSid}:${authToken}`
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > longestBody) throw new TwilioError(20001, 'The body is too long.')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString())
}
