// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { countRenders } from './testing/count-renders.ts'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useStats } from './use-stats.ts'

noReactWarnings()
afterEach(cleanup)

it('renders with every sample, and stops sampling with the component', async () => {
  const { clock, environment, fake, room } = openRoom()
  await room.join()
  const track = fake.remoteJoins('ana').publishes('camera', environment.devices.createTrack('video'))
  const timers = clock.pending
  const { returned, unmount } = countRenders({ room }, useStats)
  expect(returned).toEqual([{ at: 0, tracks: [] }])
  for (const bytes of [0, 250_000]) {
    fake.stats = [{ track, direction: 'inbound', bytes, width: 640, height: 360 }]
    await act(() => clock.advanceAsync(2000))
  }
  const shown = returned.at(-1)
  expect(shown?.tracks).toMatchObject([{ participantId: 'participant-1', source: 'camera', width: 640 }])
  const count = returned.length
  await act(() => clock.advanceAsync(2000))
  expect(returned).toHaveLength(count + 1)
  unmount()
  expect(clock.pending).toBe(timers)
})
