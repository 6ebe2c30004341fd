// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it, vi } from 'vitest'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { type OpenRoom, openRoom } from './testing/open-room.ts'
import { WholePage } from './testing/whole-page.tsx'

noReactWarnings()
afterEach(cleanup)

/** The page of a server with its own room of that name, woken up here; returns what it shows at the end. */
async function wakeUp({ room }: OpenRoom) {
  const container = document.createElement('div')
  document.body.append(container)
  container.innerHTML = renderToString(<WholePage room={openRoom().room} />)
  const served = container.querySelector('p')
  const onRecoverableError = vi.fn()
  const root = await act(async () =>
    hydrateRoot(
      container,
      <StrictMode>
        <WholePage room={room} />
      </StrictMode>,
      { onRecoverableError },
    ),
  )
  await act(() => vi.waitFor(() => expect(room.snapshot.connection.state).toBe('connected')))
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(container.querySelector('p')).toBe(served)
  const text = served?.textContent
  await act(async () => root.unmount())
  await vi.waitFor(() => expect(room.snapshot.connection.state).toBe('disconnected'))
  container.remove()
  return text
}

it('wakes up before the room is joined', async () => {
  const opened = openRoom()
  opened.fake.remoteJoins('ana')
  expect(await wakeUp(opened)).toContain('connected, 1 people, camera off, 2 cameras')
  expect(opened.fake.joins).toBe(1)
})

it('wakes up without a complaint when the room has been joined, measured and listed before', async () => {
  const opened = openRoom()
  const { clock, fake, room } = opened
  const ana = fake.remoteJoins('ana')
  const track = ana.publishes('camera')
  await room.join({ camera: true })
  await vi.waitFor(() => expect(room.snapshot.self.camera.state).toBe('live'))
  await room.local.devices.list()
  fake.levels = new Map([[ana.key, 0.5]])
  fake.stats = [{ track, direction: 'inbound', bytes: 1 }]
  const stops = [room.meters.levels.subscribe(() => {}), room.meters.stats.subscribe(() => {})]
  await clock.advanceAsync(4000)
  expect([room.meters.levels.latest.size, room.meters.stats.latest.tracks.length]).toEqual([1, 1])
  const text = await wakeUp(opened)
  expect(text).toContain('connected, 1 people, camera live, 2 cameras, level 0.5, 1 stats')
  for (const stop of stops) stop()
})
