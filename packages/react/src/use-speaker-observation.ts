import { useEffect } from 'react'
import { useRoom } from './use-room.ts'

/** Core derives speakers only while somebody listens, where the provider does not tell them. */
export function useSpeakerObservation(): void {
  const room = useRoom()
  useEffect(() => room.on('activeSpeakersChanged', () => {}), [room])
}
