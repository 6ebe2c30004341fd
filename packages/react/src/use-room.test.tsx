// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { inRoom } from './testing/in-room.tsx'
import { openRoom } from './testing/open-room.ts'
import { useRoom } from './use-room.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('returns the room of the nearest provider', () => {
  const { room } = openRoom()
  expect(renderHook(useRoom, { wrapper: inRoom(room) }).result.current).toBe(room)
})

it('says what to do where there is no provider', () => {
  // React prints every error that no boundary took.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => renderHook(useRoom)).toThrow(
    expect.objectContaining({ code: 'invalid-state', message: expect.stringContaining('<RoomProvider room={…}>') }),
  )
})
