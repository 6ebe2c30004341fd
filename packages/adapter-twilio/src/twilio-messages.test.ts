import type { Fact } from '@televid/core/adapter'
import type { Room } from 'twilio-video'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeDataTrack, FakeParticipant, type FakePublication, FakeRoom } from './testing/fake-twilio.ts'
import { createTwilioMessages, type TwilioDataTracks, type TwilioMessages } from './twilio-messages.ts'
import { createTwilioRoster } from './twilio-roster.ts'

const names = ['televid:reliable', 'televid:lossy'] as const

interface Page {
  readonly sid: string
  readonly room: FakeRoom
  readonly tracks: { readonly reliable: FakeDataTrack; readonly lossy: FakeDataTrack }
  readonly messages: TwilioMessages
  /** What came, by the key of the sender. */
  readonly received: string[]
}

let pages: Page[]
/** `<receiver> <sender>` of those whose tracks have arrived. */
let subscribed: Set<string>
beforeEach(() => {
  vi.useFakeTimers()
  pages = []
  subscribed = new Set()
})
afterEach(() => {
  for (const { messages } of pages) messages.end()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const publications = (sid: string): FakePublication[] =>
  names.map((trackName) => ({
    trackSid: `${sid}-${trackName}`,
    trackName,
    kind: 'data',
    isTrackEnabled: true,
    track: null,
  }))

/** A page in a room with those who are there; each sees the other at once, and receives data when `subscribe` says so. */
function enter(sid: string): Page {
  const room = new FakeRoom(...pages.map((page) => new FakeParticipant(page.sid, page.sid, ...publications(page.sid))))
  Object.assign(room.localParticipant, { sid })
  const tracks = { reliable: new FakeDataTrack({ name: names[0] }), lossy: new FakeDataTrack({ name: names[1] }) }
  const received: string[] = []
  const tell = (fact: Fact) => {
    if (fact.type === 'message-received') received.push(`${fact.participant}: ${new TextDecoder().decode(fact.packet)}`)
  }
  const roster = createTwilioRoster(room as unknown as Room, tell)
  const messages = createTwilioMessages(room as unknown as Room, roster, tracks as unknown as TwilioDataTracks)
  const page = { sid, room, tracks, messages, received }
  for (const [index, track] of [tracks.reliable, tracks.lossy].entries())
    track.deliver = (data) => {
      for (const other of pages) {
        const person = other.room.participants.get(sid)
        // What is sent before the subscription is lost, and the sender does not see it.
        if (other === page || !person || !subscribed.has(`${other.sid} ${sid}`)) continue
        const sent = typeof data === 'string' ? data : data.slice().buffer
        other.room.emit('trackMessage', sent, { name: names[index] }, person)
      }
    }
  for (const other of pages) other.room.arrive(new FakeParticipant(sid, sid, ...publications(sid)))
  pages.push(page)
  return page
}
function subscribe(receiver: Page, sender: Page, on = true): void {
  subscribed[on ? 'add' : 'delete'](`${receiver.sid} ${sender.sid}`)
  const person = receiver.room.participants.get(sender.sid)
  for (const publication of person?.tracks.values() ?? []) {
    publication.track = on ? {} : null
    receiver.room.emit(on ? 'trackSubscribed' : 'trackUnsubscribed', { kind: 'data' }, publication, person)
  }
}
const send = ({ messages }: Page, text: string, reliable = true) =>
  messages.send(new TextEncoder().encode(text), { to: null, reliable })
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('what is sent before the other side is subscribed waits until it is, in order', async () => {
  const [anna, ben] = [enter('PA1'), enter('PA2')]
  const sent = Promise.all(['one', 'two', 'three'].map((text) => send(anna, text)))
  await pass(1000)
  expect(ben.received).toEqual([])
  // Ben hears Anna, and cannot tell her before she hears him.
  subscribe(ben, anna)
  await pass(1000)
  expect(ben.received).toEqual([])
  subscribe(anna, ben)
  await pass(1000)
  await sent
  expect(ben.received).toEqual(['PA1: one', 'PA1: two', 'PA1: three'])
})

test('nobody talks any more once everybody is heard', async () => {
  const [anna, ben] = [enter('PA1'), enter('PA2')]
  subscribe(anna, ben)
  subscribe(ben, anna)
  await pass(1000)
  const said = anna.tracks.reliable.sent.length + ben.tracks.reliable.sent.length
  expect(said).toBeGreaterThan(0)
  await pass(10_000)
  expect(anna.tracks.reliable.sent.length + ben.tracks.reliable.sent.length).toBe(said)
})

test('a newcomer gets what is sent in the turn they come in', async () => {
  const anna = enter('PA1')
  let sent: Promise<void> | undefined
  anna.room.on('participantConnected', () => {
    sent = send(anna, 'welcome')
  })
  const ben = enter('PA2')
  await pass(300)
  subscribe(anna, ben)
  subscribe(ben, anna)
  await pass(300)
  await sent
  expect(ben.received).toEqual(['PA1: welcome'])
})

test('tracks that are taken away and given again are waited for again', async () => {
  const [anna, ben] = [enter('PA1'), enter('PA2')]
  subscribe(anna, ben)
  subscribe(ben, anna)
  await pass(500)
  subscribe(ben, anna, false)
  const sent = send(anna, 'late')
  await pass(500)
  subscribe(ben, anna)
  await pass(500)
  await sent
  expect(ben.received).toEqual(['PA1: late'])
})

test('one who never answers holds the others up once', async () => {
  const [anna, ben, mute] = [enter('PA1'), enter('PA2'), enter('PA3')]
  subscribe(anna, ben)
  subscribe(ben, anna)
  await pass(500)
  mute.messages.end()
  const first = send(anna, 'one')
  await pass(4000)
  expect(ben.received).toEqual([])
  await pass(1500)
  await first
  await send(anna, 'two')
  expect(ben.received).toEqual(['PA1: one', 'PA1: two'])
})

test('a page without the adapter is waited for a moment, in case that it has one', async () => {
  const anna = enter('PA1')
  anna.room.arrive(new FakeParticipant('PA9', 'raw'))
  let isSent = false
  const sent = send(anna, 'one').then(() => {
    isSent = true
  })
  await pass(1000)
  expect(isSent).toBe(false)
  await pass(1000)
  await sent
})

test('alone in a room, and when it is over, nothing is waited for', async () => {
  const anna = enter('PA1')
  await pass(0)
  const alone = send(anna, 'nobody')
  await pass(50)
  await alone
  enter('PA2')
  const left = send(anna, 'nobody')
  anna.room.disconnect()
  await pass(50)
  await left
})

test('a long burst goes no faster than the others confirm it', async () => {
  const [anna, ben] = [enter('PA1'), enter('PA2')]
  subscribe(anna, ben)
  subscribe(ben, anna)
  await pass(500)
  const back = ben.tracks.reliable.deliver
  ben.tracks.reliable.deliver = () => {}
  const sent = Promise.all(Array.from({ length: 100 }, (_, index) => send(anna, String(index))))
  await pass(1000)
  expect(ben.received).toHaveLength(32)
  for (const said of ben.tracks.reliable.sent.slice(-1)) back(said)
  ben.tracks.reliable.deliver = back
  await pass(1000)
  await sent
  expect(ben.received).toHaveLength(100)
})

test('a lossy packet waits for nobody', async () => {
  const [anna, ben] = [enter('PA1'), enter('PA2')]
  subscribe(ben, anna)
  await send(anna, 'now', false)
  expect(ben.received).toEqual(['PA1: now'])
})

test.each(['', '[', '[1]', '#', '#x', '=', '=PA1', '=PA1#x', '{}', 'hello', '["PA1"', '\u0000'])(
  'what another page says on the track (%j) is no message, and no error',
  async (text) => {
    const [anna, ben] = [enter('PA1'), enter('PA2')]
    subscribe(anna, ben)
    ben.tracks.reliable.send(text)
    const person = anna.room.participants.get('PA2')
    anna.room.emit('trackMessage', text, { name: 'chat' }, person)
    anna.room.emit('trackMessage', new Uint8Array([1]).buffer, { name: 'chat' }, person)
    await pass(300)
    expect(anna.received).toEqual([])
  },
)
