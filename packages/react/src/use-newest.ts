import { useInsertionEffect, useRef } from 'react'

/**
 * The value of the render that is on the page, for callbacks. Set in an insertion effect: it runs before every other
 * effect, keeps away from renders that React gives up, and, unlike a layout effect, is silent on a server under React 18.
 */
export function useNewest<T>(value: T): { readonly current: T } {
  const newest = useRef(value)
  useInsertionEffect(() => {
    newest.current = value
  })
  return newest
}
