// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, expect, it } from 'vitest'
import { ScreenShare } from './screen-share.tsx'
import { countRenders } from './testing/count-renders.ts'
import { inRoom } from './testing/in-room.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useScreenShares } from './use-screen-shares.ts'

noReactWarnings()
afterEach(cleanup)

async function joined() {
  const opened = openRoom()
  await opened.room.join()
  const [ana, ben] = [opened.fake.remoteJoins('ana'), opened.fake.remoteJoins('ben')]
  return { ...opened, ana, ben, track: () => opened.environment.devices.createTrack('video') }
}

const shown = (container: Element) => {
  const element = container.querySelector('video')
  return element && ((element.srcObject as MediaStream | null)?.getTracks()[0] ?? 'empty')
}

it('shows the newest share of the others, whoever joined last, and nothing while there is none', async () => {
  const { ana, ben, room, track } = await joined()
  const { container } = render(<ScreenShare />, { wrapper: inRoom(room) })
  expect(shown(container)).toBeNull()
  const [of1, of2] = [track(), track()]
  let [key1, key2] = ['', '']
  act(() => {
    key2 = ben.publishes('screen', of2)
  })
  expect(shown(container)).toBe(of2)
  act(() => {
    key1 = ana.publishes('screen', of1)
  })
  expect(shown(container)).toBe(of1)
  act(() => ana.mutes(key1))
  expect(shown(container)).toBe(of2)
  act(() => ben.unpublishes(key2))
  expect(shown(container)).toBeNull()
})

it('shows the share of one person, also the own one, only while there is one', async () => {
  const { ana, ben, room, track } = await joined()
  const ref = createRef<HTMLVideoElement>()
  const theirs = render(<ScreenShare ref={ref} participant="participant-1" />, { wrapper: inRoom(room) }).container
  const own = render(<ScreenShare participant="self" />, { wrapper: inRoom(room) }).container
  act(() => void ben.publishes('screen', track()))
  expect([shown(theirs), shown(own), ref.current]).toEqual([null, null, null])
  const media = track()
  act(() => void ana.publishes('screen', media))
  expect(shown(theirs)).toBe(media)
  expect(ref.current).toBe(theirs.querySelector('video'))
  await act(() => room.local.screen.enable())
  expect(shown(own)).toMatchObject({ readyState: 'live' })
  await act(() => room.local.screen.disable())
  expect(shown(own)).toBeNull()
})

it('useScreenShares lists them oldest first, past nine too', async () => {
  const { ana, ben, fake, room } = await joined()
  const { returned } = countRenders({ room }, () => useScreenShares().map(({ participantId }) => participantId))
  act(() => {
    ben.publishes('screen')
    for (let count = 0; count < 8; count++) fake.remoteJoins(`person-${count}`)
    ana.publishes('screen')
  })
  expect(returned.at(-1)).toEqual(['participant-2', 'participant-1'])
})
