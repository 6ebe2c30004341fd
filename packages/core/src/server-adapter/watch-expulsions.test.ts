import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { watchExpulsions } from './watch-expulsions.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched({ ends = true } = {}) {
  const rooms = new Map<string, string[] | null>([['o1', ['doctor']]])
  const acts: string[] = []
  const errors: unknown[] = []
  const expulsions = watchExpulsions({
    list: async (room) => rooms.get(room) ?? null,
    remove: async (room, identity) => {
      acts.push(`remove ${identity}`)
      rooms.set(room, rooms.get(room)?.filter((each) => each !== identity) ?? null)
    },
    ...(ends && {
      end: async (room: string) => {
        acts.push(`end ${room}`)
        rooms.set(room, [])
      },
    }),
    onError: (error) => errors.push(error),
    watchMs: 60_000,
  })
  return { rooms, acts, errors, expulsions }
}

test('whoever was removed is removed each time they return, and nobody else', async () => {
  const { acts, expulsions, rooms } = watched()
  expulsions.add('o1', 'guest')
  await vi.advanceTimersByTimeAsync(5000)
  expect(acts).toEqual([])
  for (let round = 0; round < 2; round++) {
    rooms.set('o1', ['doctor', 'guest'])
    await vi.advanceTimersByTimeAsync(2100)
  }
  expect(acts).toEqual(['remove guest', 'remove guest'])
  expect(rooms.get('o1')).toEqual(['doctor'])
  expulsions.close()
  expect(vi.getTimerCount()).toBe(0)
})

test.each([
  ['is ended again', true, ['end o1']],
  ['is emptied where the vendor has no end for it', false, ['remove doctor', 'remove guest']],
])('a room that ended and was opened with an old token %s', async (_, ends, wanted) => {
  const { acts, expulsions, rooms } = watched({ ends })
  rooms.set('o1', [])
  expulsions.add('o1', null)
  await vi.advanceTimersByTimeAsync(2100)
  expect(acts).toEqual([])
  rooms.set('o1', ['doctor', 'guest'])
  await vi.advanceTimersByTimeAsync(2100)
  expect(acts).toEqual(wanted)
  expulsions.close()
})

describe('watching ends', () => {
  test.each([
    ['when the last token has run out', () => vi.advanceTimersByTimeAsync(62_100)],
    ['when the room is over', ({ rooms }) => Promise.resolve(void rooms.set('o1', null))],
    ['when the room was ended', ({ expulsions }) => Promise.resolve(expulsions.forget('o1'))],
  ] satisfies [string, (bench: ReturnType<typeof watched>) => Promise<unknown>][])('%s', async (_, act) => {
    const bench = watched()
    bench.expulsions.add('o1', 'guest')
    await vi.advanceTimersByTimeAsync(4100)
    expect(vi.getTimerCount()).toBe(1)
    await act(bench)
    await vi.advanceTimersByTimeAsync(2100)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('later where an old token is used', async () => {
    const { expulsions, rooms } = watched()
    expulsions.add('o1', 'guest')
    await vi.advanceTimersByTimeAsync(50_000)
    rooms.set('o1', ['guest'])
    await vi.advanceTimersByTimeAsync(50_000)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('what fails is told, and tried again', async () => {
  const { acts, errors, expulsions, rooms } = watched()
  rooms.set('o1', ['guest'])
  const failing = vi.spyOn(rooms, 'get').mockImplementationOnce(() => {
    throw new Error('The vendor is down.')
  })
  expulsions.add('o1', 'guest')
  await vi.advanceTimersByTimeAsync(4200)
  expect(failing).toHaveBeenCalled()
  expect([errors.length, acts]).toEqual([1, ['remove guest']])
  expulsions.close()
})
