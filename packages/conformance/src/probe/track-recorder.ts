/** One track that the page got from a capture, or a clone of one, however often removed. */
export interface RecordedTrack {
  readonly track: MediaStreamTrack
  readonly kind: 'audio' | 'video'
  readonly api: 'getUserMedia' | 'getDisplayMedia' | 'clone'
  /** Number of the capture it descends from; `null` for a clone of a track that no capture made (remote, canvas). */
  readonly capture: number | null
  /** Device of that capture. */
  readonly deviceId: string | null
}

export interface TrackRecorder {
  readonly tracks: readonly RecordedTrack[]
  /** Recorded tracks that have not ended. */
  live(): readonly RecordedTrack[]
}

/**
 * Records every track of `getUserMedia`, `getDisplayMedia`, `MediaStreamTrack.clone` and `MediaStream.clone`. Install it
 * after everything that replaces what the page gets, so that it sees the very objects the page holds.
 */
export function recordTracks(): TrackRecorder {
  const tracks: RecordedTrack[] = []
  const byTrack = new Map<MediaStreamTrack, RecordedTrack>()
  let captures = 0

  function record(entry: RecordedTrack): void {
    tracks.push(entry)
    byTrack.set(entry.track, entry)
  }

  function recordClone(original: MediaStreamTrack, track: MediaStreamTrack): void {
    const parent = byTrack.get(original)
    const kind = track.kind as 'audio' | 'video'
    record({ track, kind, api: 'clone', capture: parent?.capture ?? null, deviceId: parent?.deviceId ?? null })
  }

  for (const api of ['getUserMedia', 'getDisplayMedia'] as const) {
    const inner = navigator.mediaDevices[api].bind(navigator.mediaDevices)
    navigator.mediaDevices[api] = async (constraints?: MediaStreamConstraints) => {
      const stream = await inner(constraints)
      for (const track of stream.getTracks()) {
        captures += 1
        const deviceId = track.getSettings().deviceId ?? null
        record({ track, kind: track.kind as 'audio' | 'video', api, capture: captures, deviceId })
      }
      return stream
    }
  }

  const cloneTrack = MediaStreamTrack.prototype.clone
  MediaStreamTrack.prototype.clone = function clone(this: MediaStreamTrack) {
    const copy = cloneTrack.call(this)
    recordClone(this, copy)
    return copy
  }

  // The browser clones the members natively, without a call of the function above. Order is kept per kind.
  const cloneStream = MediaStream.prototype.clone
  MediaStream.prototype.clone = function clone(this: MediaStream) {
    const copy = cloneStream.call(this)
    for (const list of ['getAudioTracks', 'getVideoTracks'] as const) {
      const copies = copy[list]()
      this[list]().forEach((original, index) => {
        const track = copies[index]
        if (track !== undefined) recordClone(original, track)
      })
    }
    return copy
  }

  return { tracks, live: () => tracks.filter(({ track }) => track.readyState === 'live') }
}
