// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { createRef, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RoomProvider } from './room-provider.tsx'
import { inRoom } from './testing/in-room.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { Video } from './video.tsx'

noReactWarnings()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const shown = (element: HTMLVideoElement | null) => (element?.srcObject as MediaStream | null)?.getTracks()[0] ?? null

async function joined() {
  const opened = openRoom()
  await opened.room.join()
  const ana = opened.fake.remoteJoins('ana')
  return { ...opened, ana, track: () => opened.environment.devices.createTrack('video') }
}

function show(room: Parameters<typeof inRoom>[0], participant: string, rest: { readonly source?: 'screen' } = {}) {
  const ui = (
    <StrictMode>
      <Video participant={participant} {...rest} />
    </StrictMode>
  )
  const { container, ...view } = render(ui, { wrapper: inRoom(room) })
  const element = container.querySelector('video')
  if (!element) throw new Error('there is no element')
  return { element, ...view }
}

describe('a remote participant', () => {
  it('is shown when the track comes late, over a replacement, and no longer when they leave', async () => {
    const { ana, fake, room, track } = await joined()
    const { element } = show(room, 'participant-1')
    expect([element.srcObject, element.muted, element.autoplay, element.hasAttribute('playsinline')]).toEqual([
      null,
      true,
      true,
      true,
    ])
    const first = track()
    let key = ''
    act(() => {
      key = ana.publishes('camera', first)
    })
    expect(shown(element)).toBe(first)
    const next = track()
    act(() => void ana.publishes('camera', next))
    act(() => ana.unpublishes(key))
    expect(shown(element)).toBe(next)
    act(() => fake.remoteLeaves(ana))
    expect(element.srcObject).toBeNull()
  })

  it('gives way to another one in the same element, and to nothing', async () => {
    const { ana, fake, room, track } = await joined()
    const media = [track(), track()]
    ana.publishes('camera', media[0])
    fake.remoteJoins('ben').publishes('camera', media[1])
    const ids = room.snapshot.participants.map(({ id }) => id)
    const tree = (id = '') => <Video participant={id} />
    const { container, rerender, unmount } = render(tree(ids[0]), { wrapper: inRoom(room) })
    const element = container.querySelector('video')
    expect(shown(element)).toBe(media[0])
    rerender(tree(ids[1]))
    expect(shown(element)).toBe(media[1])
    rerender(tree('participant-99'))
    expect(shown(element)).toBeNull()
    rerender(tree(ids[0]))
    unmount()
    expect(element?.srcObject).toBeNull()
  })

  it('of another room takes the place of the one with the same id', async () => {
    const [one, two] = [await joined(), await joined()]
    const media = [one.track(), two.track()]
    one.ana.publishes('camera', media[0])
    two.ana.publishes('camera', media[1])
    const tree = ({ room }: typeof one) => (
      <RoomProvider room={room}>
        <Video participant="participant-1" />
      </RoomProvider>
    )
    const { container, rerender } = render(tree(one))
    expect(shown(container.querySelector('video'))).toBe(media[0])
    rerender(tree(two))
    expect(shown(container.querySelector('video'))).toBe(media[1])
  })
})

describe('oneself', () => {
  it('is shown mirrored before joining, and lets go of the picture', async () => {
    const { environment, room } = openRoom()
    const { element, unmount } = show(room, 'self')
    expect(element.style.transform).toBe('scaleX(-1)')
    await act(() => room.local.camera.enable())
    expect(shown(element)?.readyState).toBe('live')
    await act(() => room.local.camera.disable())
    expect(element.srcObject).toBeNull()
    await act(() => room.local.camera.enable())
    unmount()
    expect(element.srcObject).toBeNull()
    await room.local.camera.disable()
    expect(environment.devices.liveTracks).toEqual([])
  })

  it('shows the own screen unmirrored', async () => {
    const { room } = openRoom()
    const { element } = show(room, 'self', { source: 'screen' })
    await act(() => room.local.screen.enable())
    expect(shown(element)?.readyState).toBe('live')
    expect(element.style.transform).toBe('')
  })

  it('shows a track of the app itself', async () => {
    const { environment, room } = openRoom()
    const { container } = render(<Video participant="self" source="custom:drawing" />, { wrapper: inRoom(room) })
    await act(() => room.local.custom('drawing').publish(environment.devices.createTrack('video')))
    expect(shown(container.querySelector('video'))?.readyState).toBe('live')
  })
})

it('passes everything of a video on, the style over its own, and gives the element as ref', async () => {
  const { room } = openRoom()
  const ref = createRef<HTMLVideoElement>()
  const style = { transform: 'none', objectFit: 'cover' } as const
  const { container, unmount } = render(
    <Video ref={ref} participant="self" className="tile" aria-label="Your camera" style={style} />,
    { wrapper: inRoom(room) },
  )
  const element = container.querySelector('video')
  expect(ref.current).toBe(element)
  expect([
    element?.className,
    element?.getAttribute('aria-label'),
    element?.style.transform,
    element?.style.objectFit,
  ]).toEqual(['tile', 'Your camera', 'none', 'cover'])
  unmount()
  expect(ref.current).toBeNull()
})

describe('the shown size', () => {
  const observers = new Map<Element, (width: number, height: number) => void>()
  beforeEach(() => {
    observers.clear()
    vi.stubGlobal(
      'ResizeObserver',
      class {
        readonly #callback: (entries: readonly unknown[]) => void
        #element: Element | null = null
        constructor(callback: (entries: readonly unknown[]) => void) {
          this.#callback = callback
        }
        observe(element: Element): void {
          this.#element = element
          observers.set(element, (width, height) => this.#callback([{ contentRect: { width, height } }]))
        }
        disconnect(): void {
          if (this.#element) observers.delete(this.#element)
        }
      },
    )
  })

  it('is told: the largest of a track, and nothing once it is shown nowhere', async () => {
    const { ana, fake, room, track } = await joined()
    const key = ana.publishes('camera', track())
    const told = () => fake.calls.filter((call) => call.startsWith('prefer')).map((call) => call.split(' ').at(-1))
    const tree = (small: boolean, large: boolean) => (
      <StrictMode>
        {small && <Video key="small" participant="participant-1" data-size="small" />}
        {large && <Video key="large" participant="participant-1" data-size="large" />}
      </StrictMode>
    )
    const { container, rerender } = render(tree(true, true), { wrapper: inRoom(room) })
    const resize = (name: string, width: number, height: number) => {
      const element = container.querySelector(`[data-size=${name}]`)
      if (element) observers.get(element)?.(width, height)
    }
    expect(observers.size).toBe(2)
    resize('small', 160.4, 90)
    resize('large', 1280, 720)
    resize('small', 200, 112)
    expect(fake.calls).toContain(`prefer ${key} 160`)
    expect(told()).toEqual(['160', '1280', '1280'])
    rerender(tree(true, false))
    expect(told().at(-1)).toBe('200')
    resize('small', 0, 0)
    expect(told().at(-1)).toBe('0')
    resize('small', 200, 112)
    rerender(tree(false, false))
    expect(told().at(-1)).toBe('0')
    expect(observers.size).toBe(0)
  })

  it('is not needed: a document without layout shows the picture too', async () => {
    vi.stubGlobal('ResizeObserver', undefined)
    const { ana, room, track } = await joined()
    const media = track()
    ana.publishes('camera', media)
    expect(shown(show(room, 'participant-1').element)).toBe(media)
  })
})
