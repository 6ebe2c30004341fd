import { isSteadySource, type Source, type SourceState, TelevidError } from '@televid/core/adapter'
import type { LocalAudioTrack, LocalVideoTrack, Room } from 'twilio-video'
import { toTwilioTrackName } from './map-twilio-source.ts'
import type { TwilioSdk } from './twilio-sdk.ts'

type LocalMedia = LocalAudioTrack | LocalVideoTrack

interface LocalEntry {
  wanted: SourceState
  /** Absent until first published; of camera and microphone kept over off and on. */
  local?: LocalMedia
  /** The track of core's of which the SDK has a clone. */
  taken?: MediaStreamTrack | undefined
  /** What the others were told. */
  isOn: boolean
}

/** What this page publishes. */
export interface TwilioSources {
  setSource(source: Source, wanted: SourceState): Promise<void>
  /** The source of a published track, by its SID. */
  sourceOf(sid: string): Source | undefined
  /** Ends every track. */
  end(): void
}

/**
 * Publishes what core hands over. The SDK sends a clone of the track it is given (lib/signaling/localtrackpublication.js), so that
 * nothing done to that track alone would mute what is sent, or end it: all of it goes through the SDK's `LocalTrack`.
 *
 * That one is made by `createLocalTracks` with a `getUserMedia` of ours, which gives a clone of core's track: so the SDK opens no device,
 * and `restart`, which it refuses to tracks made in any other way, puts core's next track in the place of the last one, under the
 * same publication. There is no public `replaceTrack`.
 */
export function createTwilioSources(sdk: TwilioSdk, room: Room, canPublish = true): TwilioSources {
  const entries = new Map<Source, LocalEntry>()
  /** Of this session, so that no name comes twice in a room. */
  const id = Math.random().toString(36).slice(2, 10)
  let generation = 0

  /** What the SDK promises of a publication it forgets when the session ends. */
  const ended = new Promise<never>((_, reject) => {
    room.on('disconnected', () =>
      reject(new TelevidError('connection-lost', 'The session has ended. Join again.', { provider: 'twilio' })),
    )
  })
  ended.catch(() => {})

  const cloneOf = (entry: LocalEntry) => async () => {
    const { track } = entry.wanted
    if (track?.readyState !== 'live') throw new DOMException('The track has ended.', 'InvalidStateError')
    const clone = track.clone()
    clone.enabled = true
    entry.taken = track
    return new MediaStream([clone])
  }
  const switchTo = (entry: LocalEntry, isOn: boolean) => {
    const { local } = entry
    if (!local || entry.isOn === isOn) return
    entry.isOn = isOn
    // The SDK does nothing for a track whose flag says so already, and would go on sending: somebody else has set it.
    if (local.isEnabled === isOn) local.enable(!isOn)
    local.enable(isOn)
  }
  const release = (entry: LocalEntry) => {
    entry.local?.stop()
    entry.taken = undefined
  }
  const publish = async (source: Source, entry: LocalEntry, { kind }: MediaStreamTrack) => {
    const name = toTwilioTrackName(source, id, ++generation)
    const [local] = (await sdk.createLocalTracks({
      // The SDK would follow the default microphone, and on iOS open devices anew, by itself.
      [kind]: { name, defaultDeviceCaptureMode: 'manual', workaroundWebKitBug1208516: false },
      getUserMedia: cloneOf(entry),
      logLevel: 'off',
    })) as [LocalMedia]
    entry.local = local
    entry.isOn = true
    // Before it is published: nothing of a muted source may get out.
    switchTo(entry, !entry.wanted.muted)
    try {
      await Promise.race([room.localParticipant.publishTrack(local), ended])
    } catch (error) {
      local.stop()
      delete entry.local
      throw error
    }
  }
  const live = async (source: Source, entry: LocalEntry, track: MediaStreamTrack) => {
    const { muted } = entry.wanted
    if (!entry.local) {
      // To the others a camera that is muted and one that was never there are the same.
      if (!muted || !isSteadySource(source)) await publish(source, entry, track)
      return
    }
    if (muted) switchTo(entry, false)
    if (entry.taken !== track) {
      // Safari enables what it clones of a disabled track (https://bugs.webkit.org/show_bug.cgi?id=281758), and the SDK clones again
      // when it restarts: what is muted waits for its new track until it is not.
      if (muted) return release(entry)
      await entry.local.restart()
    }
    if (!muted) switchTo(entry, true)
  }
  const off = (source: Source, entry: LocalEntry) => {
    if (isSteadySource(source)) switchTo(entry, false)
    else {
      entries.delete(source)
      if (entry.local) room.localParticipant.unpublishTrack(entry.local)
    }
    release(entry)
  }

  return {
    async setSource(source, wanted) {
      if (wanted.track && !canPublish) {
        wanted.track.stop()
        throw new TelevidError('forbidden', 'This role may not publish. Ask the host for another one.', {
          provider: 'twilio',
        })
      }
      const entry: LocalEntry = entries.get(source) ?? { wanted, isOn: false }
      const before = entry.wanted.track
      entry.wanted = wanted
      entries.set(source, entry)
      try {
        if (wanted.track) await live(source, entry, wanted.track)
        else off(source, entry)
      } catch (error) {
        // A restart that failed leaves a track that is published and dead.
        switchTo(entry, false)
        release(entry)
        wanted.track?.stop()
        throw error
      } finally {
        if (before !== wanted.track) before?.stop()
      }
    },
    sourceOf(sid) {
      const name = room.localParticipant.tracks.get(sid)?.trackName
      for (const [source, { local }] of entries) if (local?.name === name) return source
      return undefined
    },
    end() {
      for (const entry of entries.values()) {
        release(entry)
        entry.wanted.track?.stop()
      }
      entries.clear()
    },
  }
}
