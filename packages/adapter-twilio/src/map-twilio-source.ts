import type { MediaKind, Source } from '@televid/core/adapter'

const ours = /^(camera|microphone|screen|screen-audio|custom:[a-z0-9-]{1,32}):[a-z0-9]+:\d+$/

/**
 * The name a track is published under: Twilio has no other place for its source. A name may be used once by a participant
 * (53304), hence the generation; `id` is of one session.
 */
export function toTwilioTrackName(source: Source, id: string, generation: number): string {
  return `${source}:${id}:${generation}`
}

/** The source in a name that `toTwilioTrackName` made; `undefined` for any other. */
export function sourceOfTwilioName(name: string): Source | undefined {
  return ours.exec(name)?.[1] as Source | undefined
}

/**
 * The source of a track. A page on the SDK alone gives no source: its first audio is the microphone, its first video the camera,
 * and further ones are `custom:` with what can be kept of their name.
 *
 * @param taken sources of the other tracks that this participant publishes now
 */
export function fromTwilioTrack(
  name: string,
  kind: MediaKind,
  sid: string,
  taken: ReadonlySet<Source> = new Set(),
): Source {
  const known = sourceOfTwilioName(name)
  if (known) return known
  const first = kind === 'audio' ? 'microphone' : 'camera'
  if (!taken.has(first)) return first
  const [named, unnamed] = [name, sid].map((text) => {
    const kept = text.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
    return `custom:${kept.slice(0, 32)}` as const
  }) as [Source, Source]
  return named === 'custom:' || taken.has(named) ? unnamed : named
}
