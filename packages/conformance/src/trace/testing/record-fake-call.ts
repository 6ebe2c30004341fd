import { createTelevid, type Room } from '@televid/core'
import {
  FakeAdapter,
  type FakeAdapterOptions,
  FakeClock,
  FakeMediaEnvironment,
  FakeMediaStreamTrack,
  fakeGrant,
} from '@televid/core/testing'
import { recordFacts } from '../record-facts.ts'
import { recordRoom } from '../record-room.ts'
import type { PageTrace } from '../trace-entry.ts'
import { TraceLog } from '../trace-log.ts'

export interface FakeCall {
  readonly fake: FakeAdapter
  readonly room: Room
  readonly clock: FakeClock
  readonly log: TraceLog
  /** A track that can be played. */
  media(kind?: 'audio' | 'video'): MediaStreamTrack
  trace(page?: string): PageTrace
}

/** A real room on a fake adapter, recorded from before its first join. */
export function recordFakeCall(options: FakeAdapterOptions = {}): FakeCall {
  const fake = new FakeAdapter(options)
  const clock = new FakeClock()
  const log = new TraceLog(() => clock.now())
  const adapter = recordFacts(fake.adapter, log)
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter }) },
    grants: () => fakeGrant(),
    clock,
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  const room = televid.room('visit-7f3a91')
  recordRoom(room, log)
  return {
    fake,
    room,
    clock,
    log,
    media: (kind = 'video') => new FakeMediaStreamTrack(kind, { deviceId: undefined, tracks: new Set(), muted: false }),
    trace: (page = 'a') => ({ page, entries: structuredClone([...log.entries]) }),
  }
}
