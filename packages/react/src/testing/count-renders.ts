import { render } from '@testing-library/react'
import { createElement } from 'react'
import { inRoom } from './in-room.tsx'
import type { OpenRoom } from './open-room.ts'

/** Mounts a component that calls one hook, and notes what the hook returned at each render. */
export function countRenders<T>({ room }: Pick<OpenRoom, 'room'>, useHook: () => T) {
  const returned: T[] = []
  function Caller(): null {
    returned.push(useHook())
    return null
  }
  const { unmount } = render(createElement(Caller), { wrapper: inRoom(room) })
  return {
    returned,
    unmount,
    get last(): T {
      return returned[returned.length - 1] as T
    },
  }
}
