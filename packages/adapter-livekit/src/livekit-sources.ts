import type { Source, SourceState } from '@televid/core/adapter'
import { isSteadySource } from '@televid/core/adapter'
import type { LocalTrack, LocalTrackPublication, Room, TrackPublication } from 'livekit-client'
import type { LivekitRoster } from './livekit-roster.ts'
import type { LivekitSdk } from './livekit-sdk.ts'
import { toLivekitSource } from './map-livekit-source.ts'

interface LocalEntry {
  wanted: SourceState
  /** Absent until first published; kept over off and on. */
  local?: LocalTrack
}

/** What this page publishes. */
export interface LivekitSources {
  setSource(source: Source, wanted: SourceState): Promise<void>
  /** The SDK's track of each source that is published now. */
  published(): Iterable<readonly [Source, LocalTrack]>
  /** Ends every track; nothing is told any more. */
  end(): void
}

/**
 * Publishes clones that core made. They are "user provided" to the SDK, which therefore never opens a device for them, not
 * on unmute and not on a reconnect. Camera and microphone stay published over off: muted, with the clone ended.
 */
export function createLivekitSources(sdk: LivekitSdk, room: Room, { tell }: LivekitRoster): LivekitSources {
  const { RoomEvent: on } = sdk
  const entries = new Map<Source, LocalEntry>()

  const isPublished = ({ local }: LocalEntry) => local?.sender !== undefined
  /** By id: a publication that ended has lost its track. */
  const entryOf = ({ trackSid }: TrackPublication) => [...entries].find(([, { local }]) => local?.sid === trackSid)
  /** A track cannot be replaced while the SDK publishes everything anew. */
  const reconnected = () =>
    new Promise<void>((resolve) => {
      if (room.state === sdk.ConnectionState.Connected) resolve()
      else room.once(on.Reconnected, resolve).once(on.Disconnected, () => resolve())
    })

  const publish = async (source: Source, entry: LocalEntry, track: MediaStreamTrack) => {
    const Kind = track.kind === 'audio' ? sdk.LocalAudioTrack : sdk.LocalVideoTrack
    const local = new Kind(track, undefined, true) as LocalTrack
    // Before it is published: nothing of a muted source may get out.
    if (entry.wanted.muted) await local.mute()
    entry.local = local
    const options = toLivekitSource(source)
    await room.localParticipant.publishTrack(local, {
      ...options,
      source: options.source as typeof local.source,
    })
  }

  const off = async (source: Source, entry: LocalEntry) => {
    const { local } = entry
    if (!local) return
    if (isSteadySource(source)) await local.mute()
    else {
      entries.delete(source)
      await room.localParticipant.unpublishTrack(local, true)
    }
  }

  const live = async (source: Source, entry: LocalEntry, track: MediaStreamTrack) => {
    await reconnected()
    if (!isPublished(entry) || !entry.local) return publish(source, entry, track)
    const { local } = entry
    if (entry.wanted.muted) await local.mute()
    // The SDK leaves the track before alone, because it was handed over: `setSource` ends it.
    if (local.mediaStreamTrack !== track) await local.replaceTrack(track, true)
    if (!entry.wanted.muted) await local.unmute()
  }

  /** The server did what the app did not ask for. */
  const refused = (publication: TrackPublication, by: string) => {
    const [source, entry] = entryOf(publication) ?? []
    const { muted, track } = entry?.wanted ?? {}
    // An ended track is the device's doing, and core knows.
    if (!source || muted || track?.readyState !== 'live') return
    const cause = new Error(`LiveKit ${by} the track.`)
    queueMicrotask(() => {
      // The SDK also unpublishes when a session ends, which it says at the end of the same turn, and when it reconnects.
      if (room.state === sdk.ConnectionState.Connected) tell({ type: 'source-refused', source, cause })
    })
  }

  room
    .on(on.TrackMuted, (publication, participant) => {
      if (participant.isLocal) refused(publication, 'muted')
    })
    .on(on.TrackUnmuted, (publication, participant) => {
      if (!participant.isLocal) return
      const [, entry] = entryOf(publication) ?? []
      // A server may be allowed to unmute (`enable_remote_unmute`); whether a source is on is up to the person.
      if (entry && (entry.wanted.muted || !entry.wanted.track)) void entry.local?.mute()
    })
    .on(on.LocalTrackUnpublished, (publication: LocalTrackPublication) => refused(publication, 'unpublished'))
    .on(on.Reconnected, () => {
      // Publishing anew can fail for one track, which the SDK only logs.
      for (const [source, entry] of entries)
        if (entry.local && entry.wanted.track && !isPublished(entry))
          tell({ type: 'source-refused', source, cause: new Error('LiveKit lost the track.') })
    })

  return {
    async setSource(source, wanted) {
      const entry: LocalEntry = entries.get(source) ?? { wanted }
      const before = entry.wanted.track
      entry.wanted = wanted
      entries.set(source, entry)
      try {
        if (wanted.track) await live(source, entry, wanted.track)
        else await off(source, entry)
      } catch (error) {
        wanted.track?.stop()
        throw error
      } finally {
        if (before !== wanted.track) before?.stop()
      }
    },
    *published() {
      for (const [source, entry] of entries) if (entry.local && isPublished(entry)) yield [source, entry.local]
    },
    end() {
      for (const { wanted } of entries.values()) wanted.track?.stop()
      entries.clear()
    },
  }
}
