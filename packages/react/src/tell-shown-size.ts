import type { Track } from '@televid/core'

interface Size {
  readonly width: number
  readonly height: number
}

/** Sizes at which a track is shown, by element. */
const shownSizes = new WeakMap<Track, Map<Element, Size>>()

/**
 * Tells the provider how large a track is shown for as long as the element shows it: the largest of several elements, and
 * `null` once none does, so that nothing is sent for nobody.
 *
 * @returns ends it
 */
export function tellShownSize(track: Track, element: HTMLVideoElement): () => void {
  // Documents made for tests have no layout.
  if (typeof ResizeObserver === 'undefined') return () => {}
  const sizes = shownSizes.get(track) ?? new Map<Element, Size>()
  shownSizes.set(track, sizes)
  const tell = () => track.setPreferredSize(largest([...sizes.values()]))
  const observer = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {}
    sizes.set(element, { width: Math.round(width), height: Math.round(height) })
    tell()
  })
  observer.observe(element)
  return () => {
    observer.disconnect()
    if (sizes.delete(element)) tell()
  }
}

function largest(sizes: readonly Size[]): Size | null {
  const area = ({ width, height }: Size) => width * height
  return sizes.reduce<Size | null>(
    (best, size) => (area(size) > area(best ?? { width: 0, height: 0 }) ? size : best),
    null,
  )
}
