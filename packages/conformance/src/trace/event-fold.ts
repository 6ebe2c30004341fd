import type { ConnectionState } from '@televid/core'
import type { RecordedSnapshot } from './trace-entry.ts'

export interface FoldedTrack {
  readonly source: string
  readonly owner: string
  subscribed: boolean
  muted: boolean
  paused: boolean
  generation: number
}

export interface FoldedParticipant {
  readonly identity: string
  readonly tracks: Map<string, FoldedTrack>
}

/** What an app knows that listens to events and never reads a snapshot. */
export class EventFold {
  connection: ConnectionState = 'idle'
  /** By participant id. */
  readonly participants = new Map<string, FoldedParticipant>()
  /** Every track id ever published, with what it was. */
  readonly trackIds = new Map<string, FoldedTrack>()
  /** Every participant id that ever joined. */
  readonly participantIds = new Set<string>()

  /** Where a snapshot tells another story. Takes the snapshot's side afterwards, so that one fault is told once. */
  settle(snapshot: RecordedSnapshot): { readonly about: 'connection' | 'people' | 'tracks'; readonly text: string }[] {
    const differences: ReturnType<EventFold['settle']> = []
    if (snapshot.connection !== this.connection) {
      const text = `the snapshot is ${snapshot.connection}, the events say ${this.connection}`
      differences.push({ about: 'connection', text })
      this.connection = snapshot.connection
    }
    for (const [id, { identity }] of this.participants) {
      if (snapshot.participants.some((shown) => shown.id === id)) continue
      differences.push({ about: 'people', text: `${identity} (${id}) is gone without participantLeft` })
      this.participants.delete(id)
    }
    for (const { id, identity, tracks } of snapshot.participants) {
      const known = this.participants.get(id)
      if (known === undefined) {
        differences.push({ about: 'people', text: `${identity} (${id}) is there without participantJoined` })
        this.participantIds.add(id)
      } else if (known.identity !== identity) {
        differences.push({ about: 'people', text: `${id} is ${identity}, the events say ${known.identity}` })
      }
      const participant = known?.identity === identity ? known : { identity, tracks: new Map<string, FoldedTrack>() }
      this.participants.set(id, participant)
      if (participant === known) {
        for (const text of differencesOfTracks(known, tracks)) differences.push({ about: 'tracks', text })
      }
      this.#adopt(id, participant, tracks)
    }
    return differences
  }

  #adopt(
    owner: string,
    { tracks }: FoldedParticipant,
    shown: RecordedSnapshot['participants'][number]['tracks'],
  ): void {
    for (const id of [...tracks.keys()]) if (!shown.some((track) => track.id === id)) tracks.delete(id)
    for (const { id, source, subscribed } of shown) {
      const known = tracks.get(id) ?? { source, owner, subscribed, muted: false, paused: false, generation: 0 }
      known.subscribed = subscribed
      tracks.set(id, known)
      this.trackIds.set(id, known)
    }
  }
}

function differencesOfTracks(
  { identity, tracks }: FoldedParticipant,
  shown: RecordedSnapshot['participants'][number]['tracks'],
): string[] {
  const texts: string[] = []
  for (const [id, { source }] of tracks) {
    if (!shown.some((track) => track.id === id))
      texts.push(`${identity}/${source} (${id}) is gone without trackUnpublished`)
  }
  for (const { id, source, subscribed } of shown) {
    const known = tracks.get(id)
    const name = `${identity}/${source} (${id})`
    if (known === undefined) texts.push(`${name} is there without trackPublished`)
    else if (known.source !== source) texts.push(`${name} was ${known.source} by its events`)
    else if (known.subscribed !== subscribed) {
      texts.push(`${name} is ${subscribed ? '' : 'not '}subscribed, the events say otherwise`)
    }
  }
  return texts
}
