'use client'

import { createTelevid, parseInviteFragment } from '@televid/core'
import { RoomProvider, useConnection, useJoin, useParticipantIds, useRoom, Video } from '@televid/react'
import { useState, useSyncExternalStore } from 'react'

const televid = createTelevid({ adapters: { p2p: () => import('@televid/adapter-p2p') }, grants: '/televid' })

/** What is behind `#` reaches no server: there the page has no visit yet. */
export function Visit() {
  const link = parseInviteFragment(
    useSyncExternalStore(
      onHashChange,
      () => location.hash,
      () => '',
    ),
  )
  if (!link) return <p>Open the link you were sent.</p>
  return (
    <RoomProvider room={televid.room(link.room, { invite: link.invite })}>
      <Call />
    </RoomProvider>
  )
}

function Call() {
  const [problem, setProblem] = useState(null)
  useJoin({ camera: true, microphone: true, onError: setProblem })
  const room = useRoom()
  const { state } = useConnection()
  return (
    <>
      <p role="status">{problem ? `${problem.code}: ${problem.message}` : state}</p>
      <main>
        <Video participant="self" aria-label="You" />
        {useParticipantIds().map((id) => (
          <Video key={id} participant={id} aria-label="Other person" />
        ))}
      </main>
      <button type="button" onClick={() => room.leave()}>
        Leave
      </button>
    </>
  )
}

function onHashChange(listener) {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
