import { useRoom } from '@televid/react'
import { useEffect } from 'react'
import { readVisitMemory, remembered, writeVisitMemory } from './visit-memory.ts'

/** Keeps up to date what this tab needs to bring somebody back after a reload. */
export function useRememberVisit(): void {
  const room = useRoom()
  useEffect(
    () => room.subscribe(() => writeVisitMemory(room.name, remembered(readVisitMemory(room.name), room.snapshot))),
    [room],
  )
}
