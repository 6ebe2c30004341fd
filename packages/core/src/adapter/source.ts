/**
 * Where a track comes from. `custom:<name>` is any track the app makes itself (a document camera, a canvas), with a name
 * of 1 to 32 characters of `a-z 0-9 -`.
 */
export type Source = 'camera' | 'microphone' | 'screen' | 'screen-audio' | `custom:${string}`

export type MediaKind = 'audio' | 'video'

/** The kind a source carries; `undefined` for custom sources, whose track decides. */
export function kindOfSource(source: Source): MediaKind | undefined {
  switch (source) {
    case 'camera':
    case 'screen':
      return 'video'
    case 'microphone':
    case 'screen-audio':
      return 'audio'
    default:
      return undefined
  }
}

/** Camera and microphone have one neutral remote state, `live | off`; the other sources come and go. */
export function isSteadySource(source: Source): source is 'camera' | 'microphone' {
  return source === 'camera' || source === 'microphone'
}

/** The feature a provider must have to publish a source; `null` for camera and microphone, which every provider has. */
export function featureOfSource(source: Source): 'screenShare' | 'screenAudio' | 'customTracks' | null {
  if (isSteadySource(source)) return null
  return source === 'screen' ? 'screenShare' : source === 'screen-audio' ? 'screenAudio' : 'customTracks'
}
