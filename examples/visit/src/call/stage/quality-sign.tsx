import { useQuality } from '@televid/react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { QualityBars } from './quality-bars.tsx'

/** Shown only where a connection is bad enough to explain what one sees and hears. */
export function QualitySign({ participant }: { readonly participant: string }): ReactNode {
  const quality = useQuality(participant)
  if (quality === null || quality > 2) return null
  const { lostConnection, poorConnection } = texts.call.stage
  return (
    <p className="tile-quality">
      <QualityBars filled={quality === 0 ? 0 : 1} />
      <span>{quality === 0 ? lostConnection : poorConnection}</span>
    </p>
  )
}
