import type { ReactNode } from 'react'

const heights = [4, 7, 10, 13]

/** Bars as on a phone. @param filled how many of the four */
export function QualityBars({ filled }: { readonly filled: number }): ReactNode {
  return (
    <svg className="quality-bars" width="18" height="14" viewBox="0 0 18 14" fill="currentColor" aria-hidden="true">
      {heights.map((height, index) => (
        <rect
          key={height}
          x={index * 4.75}
          y={14 - height}
          width="3.5"
          height={height}
          rx="1"
          opacity={index < filled ? 1 : 0.35}
        />
      ))}
    </svg>
  )
}
