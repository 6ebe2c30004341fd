import { useRecording } from '@televid/react'
import { CircleDot } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'

/** Always in sight for as long as it is so. */
export function RecordingSign(): ReactNode {
  const { active } = useRecording()
  if (!active) return null
  return (
    <p className="recording-sign">
      <CircleDot size={16} aria-hidden="true" />
      {texts.call.page.recording}
    </p>
  )
}
