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

  return (
    <div className="meter-field">
      <meter className="meter" aria-label={meter.label} min={0} max={100} value={meterPercent(level)} />
      <p className={heard ? 'good-text' : 'soft-text'}>{heard ? meter.heard : meter.nothing}</p>
    </div>
  )
}
