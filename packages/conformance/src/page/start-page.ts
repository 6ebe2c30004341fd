import {
  type AdapterModule,
  createTelevid,
  type Participant,
  type Room,
  type Televid,
  TelevidError,
} from '@televid/core'
import { televidErrorCodes } from '@televid/core/protocol'
import type { Access } from '../harness/conformance-harness.ts'
import { recordFacts } from '../trace/record-facts.ts'
import { recordRoom } from '../trace/record-room.ts'
import { TraceLog } from '../trace/trace-log.ts'
import type { ConformancePage, Outcome, PageRoomOptions } from './conformance-page.ts'
import { keepSession } from './keep-session.ts'

const trackEvents = [
  'trackPublished',
  'trackSubscribed',
  'trackMuted',
  'trackUnmuted',
  'trackPaused',
  'trackResumed',
  'trackReplaced',
  'trackUnsubscribed',
  'trackUnpublished',
] as const

/** Sets a page up as one participant of the suite: a smallest app on the public API, with a video element per remote picture. */
export function startPage({ adapter }: AdapterModule): void {
  const events: string[] = []
  const messages: ConformancePage['messages'][number][] = []
  const outcomes = new Map<string, Outcome>()
  const logs: TraceLog[] = []
  const kept = keepSession(adapter)
  let opened: { readonly televid: Televid; readonly room: Room } | null = null
  const current = () => {
    if (opened) return opened
    throw new Error('Nothing is open in this page.')
  }
  const page: ConformancePage = {
    adapter,
    events,
    messages,
    get televid() {
      return current().televid
    },
    get room() {
      return current().room
    },
    get session() {
      return kept.session
    },
    open(name, access, options) {
      const log = new TraceLog()
      logs.push(log)
      opened = openRoom(recordFacts(kept.adapter, log), name, access, options)
      recordRoom(opened.room, log)
      record(opened.room, events, messages)
      show(opened.room)
    },
    start(name, call) {
      outcomes.set(name, { state: 'pending' })
      call().then(
        () => outcomes.set(name, { state: 'done' }),
        (error: TelevidError) => {
          console.warn(`rejected ${name}: ${worded(error)}`)
          outcomes.set(name, {
            state: 'failed',
            code: error.code,
            message: error.message,
            typed: error.name === 'TelevidError',
          })
        },
      )
    },
    outcome: (name) => outcomes.get(name) ?? { state: 'pending' },
    traces: (known) => logs.map(({ entries }, index) => entries.slice(known[index] ?? 0)),
  }
  Object.defineProperty(window, 'conformance', { value: page })
}

function openRoom(adapter: AdapterModule['adapter'], name: string, access: Access, options?: PageRoomOptions) {
  const televid = createTelevid({
    adapters: { [adapter.vendor]: () => ({ adapter }) },
    grants: 'grant' in access ? () => access.grant : access.grants,
  })
  const key = options?.key
  const room = televid.room(name, {
    // Adapters are judged: a picture that core itself takes away on a bad line or a busy machine would count as theirs.
    audioFallback: false,
    ...('invite' in access && { invite: access.invite }),
    ...(key && { encryption: { key: () => new Uint8Array(key) } }),
  })
  return { televid, room }
}

function record(room: Room, events: string[], messages: ConformancePage['messages'][number][]): void {
  const log = (event: string) => void events.push(event)
  room.on('connectionChanged', ({ state, reason }) => log(`connection ${state}${reason ? ` ${reason.unified}` : ''}`))
  room.on('disconnected', ({ unified }) => log(`disconnected ${unified}`))
  room.on('participantJoined', ({ identity, initial }) =>
    log(`participantJoined ${identity}${initial ? ' initial' : ''}`),
  )
  room.on('participantLeft', ({ identity }, { unified }) => log(`participantLeft ${identity} ${unified}`))
  for (const name of trackEvents) room.on(name, (track, { identity }) => log(`${name} ${identity} ${track.source}`))
  room.on('messageReceived', ({ participant, topic, kind, payload }) =>
    messages.push({
      from: participant.identity,
      topic,
      kind,
      payload: payload instanceof Uint8Array ? [...payload] : payload,
    }),
  )
  room.on('warning', ({ code, message }) => console.warn(`warning ${code}: ${message}`))
  room.on('error', (error) => console.warn(`error ${worded(error)}`))
}

/** One line per error, for the verdict on the whole run that each is of the closed list. */
function worded(error: TelevidError): string {
  const typed = TelevidError.isInstance(error) && televidErrorCodes.includes(error.code)
  return `${typed ? error.code : 'untyped'}: ${error.message}`
}

/** One element per remote video track, marked with whose and which it is. */
function show(room: Room): void {
  const detach = new Map<string, () => void>()
  const mark = (element: HTMLElement, { identity }: Participant, source: string) =>
    Object.assign(element.dataset, { identity, source })
  room.on('trackSubscribed', (track, participant) => {
    if (track.kind !== 'video' || detach.has(track.id)) return
    const element = document.createElement('video')
    mark(element, participant, track.source)
    document.body.append(element)
    const release = track.attach(element)
    detach.set(track.id, () => {
      release()
      element.remove()
    })
  })
  room.on('trackUnpublished', (track) => {
    detach.get(track.id)?.()
    detach.delete(track.id)
  })
}
