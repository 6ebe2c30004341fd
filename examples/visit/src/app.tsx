import type { ConnectionSnapshot } from '@televid/core'
import { useConnection, useRoom } from '@televid/react'
import { type ReactNode, useCallback, useState } from 'react'
import { ArrivalPage } from './arrival/arrival-page.tsx'
import { useRememberVisit } from './arrival/use-remember-visit.ts'
import { WaitingPage } from './arrival/waiting-page.tsx'
import { CallPage } from './call/call-page.tsx'
import { FarewellPage } from './farewell/farewell-page.tsx'

/** Which page is shown follows from where the call stands; nothing here is a copy of it. */
export function App(): ReactNode {
  const room = useRoom()
  const connection = useConnection()
  const [arrived, setArrived] = useState(false)
  /** Where the call stood when a join was asked for; that end is not the end of the new join. */
  const [joinedFrom, setJoinedFrom] = useState<ConnectionSnapshot | null>(null)
  useRememberVisit()

  const enter = useCallback(() => {
    setArrived(true)
    setJoinedFrom(room.snapshot.connection)
    // What went wrong is in the snapshot, and the farewell page says it. Camera and microphone are on, or off, from the check.
    room.join().catch(() => setJoinedFrom(null))
  }, [room])
  const checkAgain = useCallback(() => setArrived(false), [])

  if (!arrived) return <ArrivalPage onEnter={enter} />
  switch (connection.state) {
    case 'idle':
    case 'joining':
    case 'waiting':
      return <WaitingPage />
    case 'connected':
    case 'reconnecting':
      return <CallPage />
    case 'disconnected':
      return connection === joinedFrom ? <WaitingPage /> : <FarewellPage onReturn={checkAgain} />
    default:
      return connection.state satisfies never
  }
}
