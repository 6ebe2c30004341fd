import { expect, it, vi } from 'vitest'
import { encodeFrame } from '../messages/message-framing.ts'
import { createTelevid } from '../televid.ts'
import { FakeAdapter } from '../testing/fake-adapter.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { fakeGrant } from '../testing/fake-grant.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'

let nextId = 1

/** A whole message, or the first packet of a longer one. */
function packet(text: string, count = 1): Uint8Array {
  const data = new TextEncoder().encode(JSON.stringify(text))
  const topic = new TextEncoder().encode('t')
  return encodeFrame({
    json: true,
    reliable: true,
    id: nextId++,
    index: 0,
    count,
    total: data.length * count,
    topic,
    data,
  })
}

function setUp() {
  const fake = new FakeAdapter({ join: 'manual' })
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: () => fakeGrant(),
    clock: new FakeClock(),
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  const room = televid.room('visit-7f3a91')
  const log: string[] = []
  room.on('connectionChanged', ({ state }) => log.push(state))
  room.on('participantJoined', ({ identity }) => log.push(`${identity} joined`))
  room.on('trackPublished', ({ source }) => log.push(source))
  room.on('messageReceived', ({ participant, payload }) => log.push(`${participant.identity}: ${payload}`))
  const says = (participant: string, text: string) =>
    fake.report({ type: 'message-received', participant, packet: packet(text) })
  const comes = (participant: string, identity: string) =>
    fake.report({ type: 'participant-present', participant, identity })
  const join = async () => {
    const joined = room.join()
    await vi.waitFor(() => expect(fake.joins).toBe(1))
    return async () => {
      fake.acceptJoin()
      await joined
      log.splice(0, log.length, ...log.filter((line) => line !== 'joining'))
    }
  }
  return { fake, room, log, says, comes, join }
}

it('brings what is said during the join after those who say it', async () => {
  const { comes, join, log, says } = setUp()
  const accept = await join()
  comes('p1', 'ana')
  says('p1', 'one')
  says('p2', 'before she is here')
  comes('p2', 'bea')
  says('p1', 'two')
  await accept()
  expect(log).toEqual(['connected', 'ana joined', 'bea joined', 'ana: one', 'ana: two', 'bea: before she is here'])
})

it('brings a message after the one who sent it, in a call', async () => {
  const { comes, join, log, says } = setUp()
  await (await join())()
  says('p1', 'one')
  says('p1', 'two')
  comes('p1', 'ana')
  says('p1', 'three')
  expect(log).toEqual(['connected', 'ana joined', 'ana: one', 'ana: two', 'ana: three'])
})

it('knows somebody again who has another key after a reconnect', async () => {
  const { comes, fake, join, log, says } = setUp()
  await (await join())()
  comes('p1', 'ana')
  fake.dropsConnection()
  says('p2', 'still here')
  comes('p2', 'ana')
  fake.restoresConnection(['p2'])
  expect(log).toEqual(['connected', 'ana joined', 'reconnecting', 'ana: still here', 'connected'])
})

it('brings nothing of somebody who has left', async () => {
  const { comes, fake, join, log, says } = setUp()
  await (await join())()
  comes('p1', 'ana')
  fake.report({ type: 'participant-gone', participant: 'p1' })
  await Promise.resolve()
  says('p1', 'late')
  comes('p1', 'ana')
  comes('p2', 'ana')
  expect(log).toEqual(['connected', 'ana joined', 'ana joined'])
})

it('forgets what was parked when the call ends', async () => {
  const { comes, fake, join, log, room, says } = setUp()
  await (await join())()
  says('p1', 'of the call before')
  await room.leave()
  const again = room.join()
  await vi.waitFor(() => expect(fake.joins).toBe(2))
  fake.acceptJoin()
  await again
  comes('p1', 'ana')
  expect(log.filter((line) => line.includes(':'))).toEqual([])
})

it('holds at most 256 KiB of one sender, in packets that each count at least 256 bytes', async () => {
  const { comes, join, log, says } = setUp()
  await (await join())()
  for (let count = 0; count < 1100; count++) says('p1', String(count))
  comes('p1', 'ana')
  expect(log.slice(2)).toEqual(Array.from({ length: 1024 }, (_, index) => `ana: ${index}`))
})

it('holds at most 4 MiB of all, those who wrote last', async () => {
  const { comes, fake, join, log } = setUp()
  await (await join())()
  for (let sender = 0; sender < 20; sender++)
    for (let part = 0; part < 4; part++)
      fake.report({ type: 'message-received', participant: `p${sender}`, packet: packet('x'.repeat(65_000)) })
  for (let sender = 0; sender < 20; sender++) comes(`p${sender}`, `person ${sender}`)
  const senders = new Set(log.filter((line) => line.includes(':')).map((line) => line.split(':')[0]))
  expect([...senders]).toEqual(Array.from({ length: 16 }, (_, index) => `person ${index + 4}`))
})
