import type { FakeDevice } from './fake-device-list.ts'

/**
 * Makes a drawn or computed track look like one of a device, its clones too.
 *
 * @param release called once when the track and all its clones have ended
 */
export function fakeTrack(track: MediaStreamTrack, device: FakeDevice, release: () => void): MediaStreamTrack {
  const live = new Set<MediaStreamTrack>()

  function dress(piece: MediaStreamTrack): MediaStreamTrack {
    const original = { stop: piece.stop, clone: piece.clone, getSettings: piece.getSettings }
    live.add(piece)
    Object.defineProperty(piece, 'label', { value: device.label })
    piece.getSettings = () => ({
      ...original.getSettings.call(piece),
      deviceId: device.deviceId,
      groupId: device.groupId,
    })
    piece.clone = () => dress(original.clone.call(piece))
    // Browsers fire no `ended` for a track which the page itself stops.
    piece.stop = () => {
      original.stop.call(piece)
      over(piece)
    }
    piece.addEventListener('ended', () => over(piece))
    return piece
  }

  function over(piece: MediaStreamTrack): void {
    if (live.delete(piece) && live.size === 0) release()
  }

  return dress(track)
}
