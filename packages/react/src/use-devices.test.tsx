// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { countRenders } from './testing/count-renders.ts'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useDevices } from './use-devices.ts'

noReactWarnings()
afterEach(cleanup)

const labels = (kind: 'videoinput' | 'audioinput') => useDevices(kind).map(({ label }) => label)
const camera = (deviceId: string) => ({ deviceId, kind: 'videoinput', label: deviceId }) as const
const settled = () => act(async () => {})

it('lists one kind without asking for permission, and renders again for that kind only', async () => {
  const { environment, room } = openRoom()
  const { returned } = countRenders({ room }, () => labels('videoinput'))
  await settled()
  expect(returned).toEqual([[], ['camera-1', 'camera-2']])
  await act(async () => environment.devices.plug({ deviceId: 'headset', kind: 'audioinput', label: 'headset' }))
  expect(returned).toHaveLength(2)
  await act(async () => environment.devices.plug(camera('camera-3')))
  expect(returned.at(-1)).toEqual(['camera-1', 'camera-2', 'camera-3'])
  expect(environment.devices.calls).toEqual([])
})

it('goes on after the room was left, which frees the listener of a page that shows no devices', async () => {
  const { environment, room } = openRoom()
  await room.join()
  const devices = countRenders({ room }, () => labels('videoinput'))
  await settled()
  await act(() => room.leave())
  await act(async () => environment.devices.plug(camera('camera-3')))
  expect(devices.last).toContain('camera-3')

  await act(() => room.join())
  const left = room.leave()
  devices.unmount()
  await left
  expect(environment.devices.changeListeners).toBe(0)
})

it('is an empty list where there are no devices', async () => {
  const { environment, room } = openRoom()
  environment.secure = false
  const { returned } = countRenders({ room }, () => labels('audioinput'))
  await settled()
  expect(returned).toEqual([[]])
})
