import type { MediaKind } from '@televid/core/adapter'

/** What this page publishes of one source, to everybody. */
export interface P2pLocalSource {
  /** The clone this adapter owns; every sender uses this one object. */
  readonly track: MediaStreamTrack | null
  readonly muted: boolean
  readonly kind: MediaKind
  /** Never reused within a session. */
  readonly binding: string
}
