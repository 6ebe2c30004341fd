import { useLobby } from '@televid/react'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { PageHeading } from '../ui/page-heading.tsx'
import { CallDuration } from './call-duration.tsx'
import { RecordingSign } from './recording-sign.tsx'

/** Names the page; its title tells a clinician in another tab that somebody waits. */
export function CallHeader(): ReactNode {
  const { waiting } = useLobby()
  const { heading, title, titleWaiting } = texts.call.page
  return (
    <header className="call-header">
      <PageHeading title={waiting.length > 0 ? titleWaiting(waiting.length) : title}>{heading}</PageHeading>
      <CallDuration />
      <RecordingSign />
    </header>
  )
}
