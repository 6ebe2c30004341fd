'use client'

import { parseInviteFragment } from '@televid/core'
import { RoomProvider } from '@televid/react'
import { useSyncExternalStore } from 'react'
import { Call } from './call.jsx'
import { televid } from './televid.js'

function onHashChange(listener) {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/** What is behind `#` reaches no server: until the page wakes up, the room is one that nobody is in. */
export function Visit({ children }) {
  const fragment = useSyncExternalStore(
    onHashChange,
    () => location.hash,
    () => '',
  )
  const name = parseInviteFragment(fragment)?.room ?? 'waiting-room'
  return (
    <RoomProvider room={televid.room(name)}>
      <p>Room: {name}</p>
      <Call />
      {children}
    </RoomProvider>
  )
}
