import type { Source } from '@televid/core/adapter'

/** `Track.Source` of the SDK, by value. */
const sources = {
  camera: 'camera',
  microphone: 'microphone',
  screen: 'screen_share',
  'screen-audio': 'screen_share_audio',
} as const

const neutral: Readonly<Record<string, Source>> = Object.fromEntries(
  Object.entries(sources).map(([source, vendor]) => [vendor, source as Source]),
)

/** How a source is published: a custom one keeps its name. */
export function toLivekitSource(source: Source): { readonly source: string; readonly name?: string } {
  const known = sources[source as keyof typeof sources]
  return known ? { source: known } : { source: 'unknown', name: source }
}

/** The source of a publication; one that some other client made is `custom:` with what can be kept of its name. */
export function fromLivekitSource(source: string, name: string, sid: string): Source {
  const text = (name.replace(/^custom:/, '') || sid).toLowerCase()
  return neutral[source] ?? `custom:${text.replace(/[^a-z0-9-]+/g, '-').slice(0, 32)}`
}
