import { createTelevid, type Room, TelevidError } from '@televid/core'

/** Core with the Twilio adapter over an app's own grant: no control plane, so that what is seen is the adapter's doing. */
export interface TwilioAdapterPage {
  /** Joins with camera and microphone. Gives the code of the error, `null` for none. */
  join(credentials: Readonly<Record<string, unknown>>, options?: { abortAfterMs?: number }): Promise<string | null>
  room(): Room
  /** Events so far: `<event> <identity or source>`. */
  events(): readonly string[]
  /** Of others, by `<identity>-<source>`: an element with that id shows each picture. */
  tracks(): Readonly<Record<string, 'live' | 'off'>>
}

declare global {
  interface Window {
    televidTwilio: TwilioAdapterPage
  }
}

const events: string[] = []
let room: Room | undefined
const told = (...words: unknown[]) => events.push(words.join(' '))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (TelevidError.isInstance(error) ? error.code : `not typed: ${error}`),
  )

window.televidTwilio = {
  join(credentials, { abortAfterMs } = {}) {
    const televid = createTelevid({
      adapters: { twilio: () => import('@televid/adapter-twilio') },
      grants: ({ room: name }) => ({
        provider: 'twilio',
        room: name,
        identity: String(credentials.identity),
        role: 'guest',
        expiresAt: Date.now() + 60_000,
        credentials,
      }),
    })
    room = televid.room('visit-1')
    listen(room)
    const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs)
    return codeOf(room.join({ camera: true, microphone: true, ...(signal && { signal }) }))
  },
  room: joined,
  events: () => events,
  tracks: () =>
    Object.fromEntries(
      joined().participants.flatMap(({ identity, tracks }) =>
        tracks.map(({ muted, source, subscribed }) => [
          `${identity}-${source}`,
          subscribed && !muted ? ('live' as const) : ('off' as const),
        ]),
      ),
    ),
}

function joined(): Room {
  if (room) return room
  throw new Error('The page has not joined.')
}

function listen(made: Room): void {
  made.on('participantJoined', ({ identity }) => told('joined', identity))
  made.on('participantLeft', ({ identity }) => told('left', identity))
  made.on('trackPublished', (track, { identity }) => {
    told('published', identity, track.source)
    if (track.kind !== 'video') return
    const element = document.createElement('video')
    element.id = `${identity}-${track.source}`.replace(':', '-')
    element.muted = true
    document.getElementById(element.id)?.remove()
    document.body.append(element)
    track.attach(element)
  })
  made.on('trackUnpublished', (track, { identity }) => told('unpublished', identity, track.source))
  made.on('messageReceived', ({ participant, payload, topic }) => told('message', participant.identity, topic, payload))
  made.on('connectionChanged', ({ lost, reason, state }) =>
    told('connection', state, ...(lost ? [lost.unified] : []), ...(reason ? [reason.unified, reason.raw] : [])),
  )
  made.on('error', ({ code }) => told('error', code))
  made.on('warning', ({ code }) => told('warning', code))
}
