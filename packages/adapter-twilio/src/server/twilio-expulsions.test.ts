import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchTwilioExpulsions } from './twilio-expulsions.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const rooms = new Map<string, string[] | null>([['RM1', ['doctor']]])
  const removed: string[] = []
  const errors: unknown[] = []
  const expulsions = watchTwilioExpulsions({
    list: async (room) => rooms.get(room) ?? null,
    remove: async (room, identity) => {
      removed.push(identity)
      rooms.set(room, rooms.get(room)?.filter((each) => each !== identity) ?? null)
    },
    onError: (error) => errors.push(error),
    watchMs: 60_000,
  })
  return { rooms, removed, errors, expulsions }
}

test('whoever was removed is removed each time they return, and nobody else', async () => {
  const { expulsions, removed, rooms } = watched()
  expulsions.add('RM1', 'guest')
  await vi.advanceTimersByTimeAsync(5000)
  expect(removed).toEqual([])
  for (let round = 0; round < 2; round++) {
    rooms.set('RM1', ['doctor', 'guest'])
    await vi.advanceTimersByTimeAsync(2100)
  }
  expect(removed).toEqual(['guest', 'guest'])
  expect(rooms.get('RM1')).toEqual(['doctor'])
  expulsions.close()
  expect(vi.getTimerCount()).toBe(0)
})

test.each([
  ['the last token has run out', (_: ReturnType<typeof watched>) => vi.advanceTimersByTimeAsync(62_100)],
  ['the room is over at Twilio', ({ rooms }) => Promise.resolve(void rooms.set('RM1', null))],
  ['the room was ended', ({ expulsions }) => Promise.resolve(expulsions.forget('RM1'))],
] satisfies [string, (bench: ReturnType<typeof watched>) => Promise<unknown>][])(
  'watching ends when %s',
  async (_, act) => {
    const bench = watched()
    bench.expulsions.add('RM1', 'guest')
    await vi.advanceTimersByTimeAsync(4100)
    expect(vi.getTimerCount()).toBe(1)
    await act(bench)
    await vi.advanceTimersByTimeAsync(2100)
    expect(vi.getTimerCount()).toBe(0)
  },
)

test('what fails is told, and tried again', async () => {
  const { errors, expulsions, removed, rooms } = watched()
  rooms.set('RM1', ['guest'])
  const failing = vi.spyOn(rooms, 'get').mockImplementationOnce(() => {
    throw new Error('REST is down')
  })
  expulsions.add('RM1', 'guest')
  await vi.advanceTimersByTimeAsync(4200)
  expect(failing).toHaveBeenCalled()
  expect([errors.length, removed]).toEqual([1, ['guest']])
  expulsions.close()
})
