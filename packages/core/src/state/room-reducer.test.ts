import { describe, expect, it } from 'vitest'
import type { ConnectionLoss } from '../adapter/connection-loss.ts'
import type { Fact } from '../adapter/fact.ts'
import { deriveEvents } from './derive-events.ts'
import type { RoomEvent } from './room-event.ts'
import type { RoomInput } from './room-input.ts'
import { reduceRoom } from './room-reducer.ts'
import { initialRoomState, type RoomState } from './room-state.ts'
import { toRoomSnapshot } from './to-room-snapshot.ts'

/** Plays facts of one join and keeps what was announced. */
function play() {
  let state: RoomState = initialRoomState('visit-7f3a91')
  const log: string[] = []
  let at = 1000
  const input = (next: RoomInput) => {
    const before = state
    state = reduceRoom(state, next)
    log.push(...deriveEvents(before, state).map(describeEvent))
  }
  return {
    input,
    fact: (fact: Fact, epoch = 1) => input({ type: 'fact', epoch, at: at++, fact }),
    /** Events since the last call. */
    events: () => log.splice(0),
    snapshot: () => toRoomSnapshot(state, null),
    state: () => state,
    connect(present: readonly string[] = []) {
      input({ type: 'join-started', epoch: 1, at })
      input({ type: 'session-opened', at })
      this.fact({ type: 'roster-synced', present })
      this.events()
    },
  }
}

function describeEvent(event: RoomEvent): string {
  switch (event.type) {
    case 'participantJoined':
      return `joined ${event.participant.identity}${event.participant.initial ? ' initial' : ''}`
    case 'participantLeft':
      return `left ${event.participant.identity} ${event.reason.unified}`
    case 'participantUpdated':
      return `updated ${event.participant.identity} ${event.participant.presence}`
    case 'connectionChanged':
      return event.payload[0].state
    case 'disconnected':
      return `disconnected ${event.payload[0].unified}`
    default:
      return 'track' in event ? `${event.type} ${event.track.source}` : event.type
  }
}

const media = (id: string) => ({ id }) as MediaStreamTrack
const present = (participant: string, identity: string, displayName?: string): Fact => ({
  type: 'participant-present',
  participant,
  identity,
  ...(displayName && { displayName }),
})
const camera = (
  track: string,
  participant: string,
  muted = false,
  picture: MediaStreamTrack | null = media(track),
): Fact => ({
  type: 'track-present',
  track,
  participant,
  source: 'camera',
  kind: 'video',
  muted,
  media: picture,
})
const screen = (track: string, participant: string): Fact =>
  ({ ...camera(track, participant), source: 'screen' }) as Fact

describe('joining', () => {
  it('announces people found on entry once connected, as initial', () => {
    const room = play()
    room.input({ type: 'join-started', epoch: 1, at: 0 })
    room.fact(camera('t1', 'p1'))
    room.fact(present('p1', 'ana'))
    expect(room.events()).toEqual(['joining'])
    expect(room.snapshot().participants).toEqual([])
    room.input({ type: 'session-opened', at: 1 })
    room.fact({ type: 'roster-synced', present: ['p1'] })
    expect(room.events()).toEqual([
      'connected',
      'joined ana initial',
      'trackPublished camera',
      'trackSubscribed camera',
    ])
    room.fact(present('p2', 'ben'))
    expect(room.events()).toEqual(['joined ben'])
  })

  it('drops facts of an earlier join and after the end', () => {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'), 0)
    expect(room.events()).toEqual([])
    room.input({ type: 'ended', reason: { unified: 'left', raw: undefined }, at: 5 })
    room.fact(present('p1', 'ana'))
    expect(room.events()).toEqual(['disconnected', 'disconnected left'])
    expect(room.snapshot().participants).toEqual([])
  })
})

describe('tracks', () => {
  it('tells "muted" and "never published" apart for nobody', () => {
    const muted = play()
    muted.connect()
    muted.fact(present('p1', 'ana'))
    muted.fact(camera('t1', 'p1', true))
    const absent = play()
    absent.connect()
    absent.fact(present('p1', 'ana'))
    expect(muted.events()).toEqual(absent.events())
    expect(muted.snapshot().participants[0]?.camera).toBe('off')
    expect(muted.snapshot().participants[0]?.tracks).toEqual([])
  })

  it('keeps the track over off and on, whether the vendor mutes or unpublishes', () => {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'))
    room.fact(camera('t1', 'p1'))
    const id = room.snapshot().participants[0]?.tracks[0]?.id
    room.events()
    room.fact(camera('t1', 'p1', true))
    room.fact(camera('t1', 'p1', false))
    expect(room.events()).toEqual(['trackMuted camera', 'trackUnmuted camera'])
    room.fact({ type: 'track-gone', track: 't1' })
    room.fact(camera('t2', 'p1'))
    expect(room.events()).toEqual(['trackMuted camera', 'trackReplaced camera', 'trackUnmuted camera'])
    expect(room.snapshot().participants[0]?.tracks[0]).toMatchObject({ id, generation: 1, muted: false })
  })

  it('ignores the late end of an old generation', () => {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'))
    room.fact(camera('t1', 'p1'))
    room.fact(camera('t2', 'p1'))
    room.events()
    room.fact({ type: 'track-gone', track: 't1' })
    expect(room.events()).toEqual([])
    expect(room.snapshot().participants[0]?.camera).toBe('live')
    room.fact(camera('t1', 'p1'))
    expect(room.events()).toEqual([])
  })

  it('unpublishes a screen that goes, and gives the next one a new id', () => {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'))
    room.fact(screen('s1', 'p1'))
    const first = room.snapshot().participants[0]?.tracks[0]?.id
    room.events()
    room.fact({ type: 'track-gone', track: 's1' })
    expect(room.events()).toEqual(['trackUnsubscribed screen', 'trackUnpublished screen'])
    room.fact(screen('s2', 'p1'))
    expect(room.snapshot().participants[0]?.tracks[0]?.id).not.toBe(first)
  })

  it('returns the same state for a repeated fact', () => {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'))
    const fact = camera('t1', 'p1')
    room.fact(fact)
    const before = room.state()
    room.fact({ ...fact })
    room.fact(present('p1', 'ana'))
    expect(room.state()).toBe(before)
  })
})

describe('reconnecting', () => {
  function reconnecting() {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'))
    room.fact(camera('t1', 'p1'))
    room.fact(present('p2', 'ben'))
    room.fact({ type: 'connection-changed', state: 'reconnecting' })
    room.events()
    return room
  }

  it('keeps everybody, and calls the missing away before they count as left', () => {
    const room = reconnecting()
    room.fact({ type: 'connection-changed', state: 'connected' })
    room.fact({ type: 'roster-synced', present: ['p2'] })
    expect(room.events()).toEqual(['connected', 'updated ana away'])
    room.input({ type: 'away-expired', at: room.state().awayUntil ?? 0 })
    expect(room.events()).toEqual(['trackUnsubscribed camera', 'trackUnpublished camera', 'left ana connection-lost'])
  })

  it('tells what is lost, and that it changed, without a second beginning', () => {
    const room = play()
    room.connect()
    room.events()
    const lost = (unified: ConnectionLoss) =>
      room.fact({ type: 'connection-changed', state: 'reconnecting', lost: { unified, raw: null } })
    lost('signaling')
    const { since } = room.snapshot().connection
    expect(room.snapshot().connection.lost?.unified).toBe('signaling')
    lost('both')
    expect(room.snapshot().connection).toEqual({
      state: 'reconnecting',
      reason: null,
      lost: { unified: 'both', raw: null },
      since,
    })
    room.fact({ type: 'connection-changed', state: 'connected' })
    expect(room.snapshot().connection.lost).toBeNull()
    expect(room.events()).toEqual(['reconnecting', 'connected'])
  })

  it('binds somebody who returns under a new key to the same participant and track', () => {
    const room = reconnecting()
    const { id, tracks } = room.snapshot().participants[0] ?? { id: '', tracks: [] }
    room.fact({ type: 'participant-gone', participant: 'p1' })
    room.fact({ type: 'connection-changed', state: 'connected' })
    room.fact(present('p1b', 'ana'))
    room.fact(camera('t1b', 'p1b'))
    room.fact({ type: 'roster-synced', present: ['p1b', 'p2'] })
    expect(room.events()).toEqual(['updated ana away', 'connected', 'updated ana here', 'trackReplaced camera'])
    const now = room.snapshot().participants[0]
    expect(now?.id).toBe(id)
    expect(now?.tracks[0]).toMatchObject({ id: tracks[0]?.id, generation: 1 })
  })

  it('does not keep somebody whose finished presence is listed', () => {
    const room = reconnecting()
    room.fact({ type: 'participant-gone', participant: 'p1' })
    room.fact({ type: 'connection-changed', state: 'connected' })
    room.fact({ type: 'roster-synced', present: ['p1', 'p2'] })
    expect(room.events()).toEqual(['updated ana away', 'connected'])
    room.input({ type: 'away-expired', at: room.state().awayUntil ?? 0 })
    expect(room.events().at(-1)).toBe('left ana unknown')
  })

  it('has somebody back who was away before it and is listed after it', () => {
    const room = reconnecting()
    room.fact({ type: 'connection-changed', state: 'connected' })
    room.fact({ type: 'roster-synced', present: ['p2'] })
    room.fact({ type: 'connection-changed', state: 'reconnecting' })
    room.fact({ type: 'connection-changed', state: 'connected' })
    room.events()
    room.fact({ type: 'roster-synced', present: ['p1', 'p2'] })
    expect(room.events()).toEqual(['updated ana here'])
  })

  it('turns a camera off whose owner came back without it', () => {
    const room = reconnecting()
    room.fact({ type: 'track-gone', track: 't1' })
    room.fact({ type: 'connection-changed', state: 'connected' })
    expect(room.events()).toEqual(['connected'])
    room.fact({ type: 'roster-synced', present: ['p1', 'p2'] })
    expect(room.events()).toEqual(['trackMuted camera'])
  })

  it('ends in exactly one disconnected with its reason', () => {
    const room = reconnecting()
    room.fact({ type: 'connection-changed', state: 'disconnected', reason: { unified: 'connection-lost', raw: 53001 } })
    room.fact({ type: 'connection-changed', state: 'connected' })
    expect(room.events()).toEqual([
      'trackUnsubscribed camera',
      'trackUnpublished camera',
      'left ana connection-lost',
      'left ben connection-lost',
      'disconnected',
      'disconnected connection-lost',
    ])
  })
})

describe('the room channel', () => {
  it('ends the session when it says removed', () => {
    const room = play()
    room.connect()
    room.input({ type: 'channel', at: 9, message: { type: 'update', seq: 4, state: { admission: 'removed' } } })
    expect(room.events()).toEqual(['lobbyChanged', 'disconnected', 'disconnected removed'])
  })

  it('gives everybody their role, and a name to those whom the vendor gives none', () => {
    const room = play()
    room.connect()
    room.fact(present('p1', 'ana'))
    room.fact(present('p2', 'constructor', 'Ben by the vendor'))
    const members = [
      { identity: 'ana', role: 'host', displayName: 'Ana' },
      { identity: 'late', role: 'interpreter', displayName: 'Late' },
    ]
    room.input({ type: 'channel', at: 9, message: { type: 'update', seq: 4, state: { members } } })
    room.fact(present('p1', 'ana'))
    room.fact(present('p3', 'late'))
    expect(room.snapshot().participants.map(({ displayName, role }) => [displayName, role])).toEqual([
      ['Ana', 'host'],
      ['Ben by the vendor', undefined],
      ['Late', 'interpreter'],
    ])
  })

  it('ignores an update it has seen', () => {
    const room = play()
    room.connect()
    room.input({ type: 'channel', at: 9, message: { type: 'update', seq: 4, state: { role: 'host' } } })
    room.input({ type: 'channel', at: 9, message: { type: 'update', seq: 3, state: { role: 'guest' } } })
    expect(room.snapshot().self.role).toBe('host')
  })
})
