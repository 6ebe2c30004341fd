import type { Room, RoomEventMap, RoomSnapshot } from '@televid/core'
import { eventDetails } from './event-details.ts'
import type { RecordedSnapshot } from './trace-entry.ts'
import type { TraceLog } from './trace-log.ts'

/**
 * Notes every event of a room, each after the snapshot that was readable when it was delivered. Call it before joining
 * and before other listeners. Runs in the page.
 *
 * @returns the end of the recording
 */
export function recordRoom(room: Room, log: TraceLog): () => void {
  let { activeSpeakers } = room.snapshot
  let seen: RoomSnapshot | null = null
  let told = ''
  const look = (): void => {
    const { snapshot } = room
    if (snapshot.participants === seen?.participants && snapshot.connection === seen.connection) return
    seen = snapshot
    const recorded = recordedSnapshot(snapshot)
    const text = JSON.stringify(recorded)
    if (text === told) return
    told = text
    log.add({ kind: 'snapshot', snapshot: recorded })
  }
  const listen = <E extends keyof RoomEventMap>(event: E): (() => void) =>
    room.on(event, (...payload) => {
      look()
      log.add({ kind: 'event', event, detail: eventDetails[event](...payload) })
    })
  // Whoever listens for speakers turns on the sampling of levels. The recording must not: it compares snapshots instead.
  const { activeSpeakersChanged: speakerDetail, ...listened } = eventDetails
  const stops = (Object.keys(listened) as (keyof typeof listened)[]).map((event) => listen(event))
  const stopLooking = room.subscribe(() => {
    look()
    if (room.snapshot.activeSpeakers === activeSpeakers) return
    activeSpeakers = room.snapshot.activeSpeakers
    log.add({ kind: 'event', event: 'activeSpeakersChanged', detail: speakerDetail(activeSpeakers) })
  })
  look()
  return () => {
    for (const stop of [...stops, stopLooking]) stop()
  }
}

function recordedSnapshot({ connection, participants }: RoomSnapshot): RecordedSnapshot {
  return {
    connection: connection.state,
    participants: participants.map(({ id, identity, tracks }) => ({
      id,
      identity,
      tracks: tracks.map((track) => ({ id: track.id, source: track.source, subscribed: track.subscribed })),
    })),
  }
}
