// @vitest-environment node
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { openRoom } from './testing/open-room.ts'
import { WholePage } from './testing/whole-page.tsx'

it('renders every hook and element of a room nobody uses yet, with no document', () => {
  expect(typeof document).toBe('undefined')
  const { clock, grants, room } = openRoom()
  const markup = renderToString(<WholePage room={room} />)
  expect(markup).toContain('idle, 0 people, camera off, 0 cameras, level unknown, 0 stats, silent')
  expect(markup).toContain('<video')
  expect(grants).not.toHaveBeenCalled()
  expect([room.snapshot, clock.pending]).toEqual([room.initialSnapshot, 0])
})

it('renders the same whatever the room has become', async () => {
  const before = openRoom()
  const markup = renderToString(<WholePage room={before.room} />)
  const after = openRoom()
  after.fake.remoteJoins('ana').publishes('camera')
  await after.room.join()
  expect(renderToString(<WholePage room={after.room} />)).toBe(markup)
  await after.room.leave()
})
