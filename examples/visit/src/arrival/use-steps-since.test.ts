// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useStepsSince } from './use-steps-since.ts'

const minute = 60_000

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('counts whole minutes and renders once for each', () => {
  const since = Date.now() - 90_000
  let renders = 0
  const { result, unmount } = renderHook(() => {
    renders++
    return useStepsSince(since, minute)
  })
  expect(result.current).toBe(1)
  act(() => void vi.advanceTimersByTime(29_000))
  expect([result.current, renders]).toEqual([1, 1])
  act(() => void vi.advanceTimersByTime(1_001))
  expect([result.current, renders]).toEqual([2, 2])
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})

it('starts anew with another moment, and a clock that was set back counts from nothing', () => {
  const now = Date.now()
  const { result, rerender } = renderHook((since: number) => useStepsSince(since, minute), {
    initialProps: now - 5 * minute,
  })
  expect(result.current).toBe(5)
  rerender(now + 10_000)
  expect(result.current).toBe(0)
})
