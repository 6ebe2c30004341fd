import { useIsSpeaking } from '@televid/react'
import { AudioLines } from 'lucide-react'
import type { ReactNode } from 'react'

/** Who speaks, for the eye: screen readers hear it. A leaf of its own, because it changes often. */
export function SpeakingRing({ participant }: { readonly participant: string | 'self' }): ReactNode {
  if (!useIsSpeaking(participant)) return null
  return (
    <div className="speaking-ring" aria-hidden="true">
      <AudioLines size={16} />
    </div>
  )
}
