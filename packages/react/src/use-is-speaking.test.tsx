// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { countRenders } from './testing/count-renders.ts'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useActiveSpeakers } from './use-active-speakers.ts'
import { useIsSpeaking } from './use-is-speaking.ts'

noReactWarnings()
afterEach(cleanup)

/** A provider that does not tell who speaks: core derives it from levels. */
async function quietProvider() {
  const opened = openRoom({ capabilities: { activeSpeakers: { support: 'emulated' } } })
  const ana = opened.fake.remoteJoins('ana')
  await opened.room.join()
  return { ...opened, ana, timers: opened.clock.pending }
}

it('has speakers derived for as long as a component asks, and not longer', async () => {
  const { ana, clock, fake, room, timers } = await quietProvider()
  fake.levels = new Map([[ana.key, 0.8]])
  await act(() => clock.advanceAsync(2000))
  expect([room.snapshot.activeSpeakers, clock.pending]).toEqual([[], timers])

  const speaking = countRenders({ room }, () => useIsSpeaking('participant-1'))
  const list = countRenders({ room }, () => useActiveSpeakers().map(({ participantId }) => participantId))
  expect(clock.pending).toBeGreaterThan(timers)
  await act(() => clock.advanceAsync(2000))
  expect([speaking.last, list.last]).toEqual([true, ['participant-1']])
  fake.levels = new Map([[ana.key, 0]])
  await act(() => clock.advanceAsync(5000))
  expect([speaking.last, list.last]).toEqual([false, []])
  expect(speaking.returned).toEqual([false, true, false])

  speaking.unmount()
  expect(clock.pending).toBeGreaterThan(timers)
  list.unmount()
  expect(clock.pending).toBe(timers)
})
