import { createTelevid, parseInviteFragment, type Room, type Televid, type TelevidError } from '@televid/core'

/** How a call ended that a test started without waiting for it. */
export type Outcome =
  | { readonly state: 'pending' }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly code: string; readonly message: string; readonly typed: boolean }

/** A smallest app on the public API: the room of the link, a tile per remote video, and a list of what happened. */
export interface VisitPage {
  readonly televid: Televid
  readonly room: Room
  /** `<event> <identity> <source>`, in the order of delivery. */
  readonly events: string[]
  /** Runs in the background; see {@link outcome}. */
  start(name: string, call: () => Promise<unknown>): void
  outcome(name: string): Outcome
}

declare global {
  interface Window {
    visit: VisitPage
  }
}

const link = parseInviteFragment(location.hash)
if (link === null) throw new Error('The link has no invite.')

const televid = createTelevid({
  adapters: { p2p: () => import('@televid/adapter-p2p'), livekit: () => import('@televid/adapter-livekit') },
  grants: '/televid',
})
const room = televid.room(link.room, { invite: link.invite })
const events: string[] = []
const log = (event: string): void => {
  events.push(event)
}
const outcomes = new Map<string, Outcome>()

room.on('participantJoined', ({ identity }) => log(`participantJoined ${identity}`))
room.on('participantLeft', ({ identity }) => log(`participantLeft ${identity}`))
for (const name of [
  'trackPublished',
  'trackSubscribed',
  'trackMuted',
  'trackUnmuted',
  'trackReplaced',
  'trackUnsubscribed',
  'trackUnpublished',
] as const) {
  room.on(name, (track, participant) => log(`${name} ${participant.identity} ${track.source}`))
}
room.on('connectionChanged', ({ state }) => log(`connection ${state}`))
room.on('disconnected', ({ unified }) => log(`disconnected ${unified}`))
room.on('warning', ({ code, message }) => console.warn(`televid ${code}: ${message}`))
room.on('error', (error) => console.warn(`televid ${error.code}: ${error.message}`))
room.on('messageReceived', ({ participant, topic, payload }) =>
  events.push(
    `message ${participant.identity} ${topic} ${payload instanceof Uint8Array ? payload.length : JSON.stringify(payload)}`,
  ),
)

const detach = new Map<string, () => void>()
room.on('trackSubscribed', (track, participant) => {
  if (track.kind !== 'video') return
  const element = document.createElement('video')
  element.dataset.identity = participant.identity
  element.dataset.source = track.source
  document.body.append(element)
  const release = track.attach(element)
  detach.set(track.id, () => {
    release()
    element.remove()
  })
})
room.on('trackUnsubscribed', (track) => {
  detach.get(track.id)?.()
  detach.delete(track.id)
})

window.visit = {
  televid,
  room,
  events,
  start(name, call) {
    outcomes.set(name, { state: 'pending' })
    call().then(
      () => outcomes.set(name, { state: 'done' }),
      (error: TelevidError) =>
        outcomes.set(name, {
          state: 'failed',
          code: error.code,
          message: error.message,
          typed: error.name === 'TelevidError',
        }),
    )
  },
  outcome: (name) => outcomes.get(name) ?? { state: 'pending' },
}
