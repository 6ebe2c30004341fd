import { useQuality } from '@televid/react'
import { SignalLow, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'

/** Shown only where a connection is bad enough to explain what one sees and hears. */
export function QualitySign({ participant }: { readonly participant: string | 'self' }): ReactNode {
  const quality = useQuality(participant)
  if (quality === null || quality > 2) return null
  const { lostConnection, poorConnection } = texts.call.stage
  const Icon = quality === 0 ? WifiOff : SignalLow
  return (
    <p className="tile-quality">
      <Icon size={16} aria-hidden="true" />
      {quality === 0 ? lostConnection : poorConnection}
    </p>
  )
}
