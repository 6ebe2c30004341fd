// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { countRenders } from './testing/count-renders.ts'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useLevel } from './use-level.ts'

noReactWarnings()
afterEach(cleanup)

it('follows one person five times a second, and stops sampling when the last one goes', async () => {
  const { clock, fake, room } = openRoom()
  const ana = fake.remoteJoins('ana')
  const ben = fake.remoteJoins('ben')
  await room.join()
  const timers = clock.pending
  const anaLevel = countRenders({ room }, () => useLevel('participant-1'))
  const benLevel = countRenders({ room }, () => useLevel('participant-2'))
  const hear = async (levels: readonly [string, number][]) => {
    fake.levels = new Map(levels)
    await act(() => clock.advanceAsync(200))
  }
  await hear([[ana.key, 0.25]])
  await hear([
    [ana.key, 0.25],
    [ben.key, 0.5],
  ])
  expect(anaLevel.returned).toEqual([null, 0.25])
  expect(benLevel.returned).toEqual([null, 0.5])

  anaLevel.unmount()
  await hear([[ben.key, 0.75]])
  expect([anaLevel.last, benLevel.last]).toEqual([0.25, 0.75])
  benLevel.unmount()
  expect(clock.pending).toBe(timers)
})

it('measures the own microphone before joining, and lets go of it', async () => {
  const { clock, environment, room } = openRoom()
  environment.level = 0.5
  await room.local.microphone.enable()
  const level = countRenders({ room }, () => useLevel('self'))
  await act(() => clock.advanceAsync(200))
  expect(level.returned).toEqual([null, 0.5])
  expect(environment.probed.size).toBe(1)
  level.unmount()
  expect([environment.probed.size, clock.pending]).toEqual([0, 0])
})
