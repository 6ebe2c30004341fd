import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchLivekitExpulsions } from './livekit-expulsions.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const rooms = new Map<string, string[]>()
  const acts: string[] = []
  const errors: unknown[] = []
  const expulsions = watchLivekitExpulsions({
    list: async (room) => rooms.get(room) ?? [],
    remove: async (room, identity) => {
      acts.push(`remove ${identity}`)
      rooms.set(
        room,
        (rooms.get(room) ?? []).filter((each) => each !== identity),
      )
    },
    end: async (room) => {
      acts.push(`end ${room}`)
      rooms.delete(room)
    },
    onError: (error) => errors.push(error),
    watchMs: 60_000,
  })
  return { rooms, acts, errors, expulsions }
}

test('whoever was removed is removed each time they return, and nobody else', async () => {
  const { acts, expulsions, rooms } = watched()
  rooms.set('o1', ['doctor'])
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

test('a room that ended is ended again when somebody opens it with an old token', async () => {
  const { acts, expulsions, rooms } = watched()
  expulsions.add('o1', null)
  rooms.set('o1', ['guest'])
  await vi.advanceTimersByTimeAsync(2100)
  expect(acts).toEqual(['end o1'])
  expulsions.close()
})

test('watching ends with the last token, later if one is used', async () => {
  const { expulsions, rooms } = watched()
  expulsions.add('o1', 'guest')
  await vi.advanceTimersByTimeAsync(50_000)
  rooms.set('o1', ['guest'])
  await vi.advanceTimersByTimeAsync(50_000)
  expect(vi.getTimerCount()).toBe(1)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(vi.getTimerCount()).toBe(0)
})
