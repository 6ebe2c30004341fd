// A server component: the package may be imported here, and its elements may be handed to a client component.
import { ScreenShare, Video } from '@televid/react'
import { Visit } from './visit.jsx'

export const dynamic = 'force-dynamic'

export default function Page() {
  return (
    <main>
      <h1>Your visit</h1>
      <Visit>
        <Video participant="self" aria-label="You" />
        <ScreenShare aria-label="Shared screen" />
      </Visit>
    </main>
  )
}
