import { useLevel } from '@televid/react'
import { type ReactNode, useEffect, useState } from 'react'
import { texts } from '../texts/texts.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { heardLevel, meterPercent } from './meter-percent.ts'

/** How loud the own microphone is now, and in words whether it hears anything. Give it a `key` per device. */
export function MicrophoneMeter(): ReactNode {
  const level = useLevel('self')
  const announce = useAnnounce()
  const [heard, setHeard] = useState(false)
  const { meter } = texts.arrival
  if (!heard && level !== null && level > heardLevel) setHeard(true)
  useEffect(() => {
    if (heard) announce(meter.heard)
  }, [announce, heard, meter.heard])

  const percent = meterPercent(level)
  return (
    <div className="meter-field">
      {/* biome-ignore lint/a11y/useSemanticElements: every browser draws a meter element in its own way, out of reach of CSS */}
      <div
        role="meter"
        aria-label={meter.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="meter"
      >
        <div className="meter-bar" style={{ inlineSize: `${percent}%` }} />
      </div>
      <p className={heard ? 'good-text' : 'soft-text'}>{heard ? meter.heard : meter.nothing}</p>
    </div>
  )
}
