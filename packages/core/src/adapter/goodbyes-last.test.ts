import { expect, it } from 'vitest'
import { createTelevid } from '../televid.ts'
import { FakeAdapter } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import type { Fact } from './fact.ts'
import { goodbyesLast } from './goodbyes-last.ts'
import type { VideoAdapter } from './video-adapter.ts'

const gone = { type: 'participant-gone', participant: 'p1' } as const
const trackGone = { type: 'track-gone', track: 't1' } as const
const present = { type: 'participant-present', participant: 'p1', identity: 'ana' } as const
const reconnecting = { type: 'connection-changed', state: 'reconnecting' } as const
const connected = { type: 'connection-changed', state: 'connected' } as const

async function passedOn(...facts: readonly Fact[]): Promise<Fact[]> {
  const passed: Fact[] = []
  const sink = goodbyesLast((fact) => passed.push(fact))
  for (const fact of facts) sink(fact)
  await Promise.resolve()
  return passed
}

it('puts reconnecting before the goodbyes of its turn', async () => {
  expect(await passedOn(trackGone, gone, reconnecting)).toEqual([reconnecting, trackGone, gone])
})

it('keeps every other order, and the turn of facts without a goodbye', async () => {
  const passed: Fact[] = []
  const sink = goodbyesLast((fact) => passed.push(fact))
  sink(present)
  expect(passed).toEqual([present])
  sink(gone)
  sink(present)
  sink(connected)
  expect(passed).toEqual([present])
  await Promise.resolve()
  sink(reconnecting)
  expect(passed).toEqual([present, gone, present, connected, reconnecting])
})

it('keeps people over a vendor that says everybody gone before it reconnects', async () => {
  const fake = new FakeAdapter()
  const adapter: VideoAdapter = {
    ...fake.adapter,
    join: (request, sink) => fake.adapter.join(request, goodbyesLast(sink)),
  }
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter }) },
    grants: () => fakeGrant(),
    clock: new FakeClock(),
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  const room = televid.room('visit-7f3a91')
  await room.join()
  const remote = fake.remoteJoins('ana')
  remote.publishes('camera')
  const [ana] = room.participants
  const camera = ana?.tracks[0]
  const left: string[] = []
  room.on('participantLeft', ({ identity }) => left.push(identity))
  room.on('trackUnpublished', ({ source }) => left.push(source))
  fake.remoteLeaves(remote)
  fake.dropsConnection()
  await Promise.resolve()
  fake.remoteJoins('ana').publishes('camera')
  fake.restoresConnection()
  expect(left).toEqual([])
  expect(room.participants).toEqual([ana])
  expect(ana?.tracks).toEqual([camera])
})
