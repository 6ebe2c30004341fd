import type { Source } from '../adapter/source.ts'
import type { Clock } from '../clock.ts'
import type { TelevidError } from '../error/televid-error.ts'
import type { LocalSourceSnapshot } from '../state/local-source-snapshot.ts'
import type { CaptureRequest } from './capture-request.ts'
import type { MediaEnvironment } from './media-environment.ts'
import type { Publisher } from './publisher.ts'

/** What a `SourceEngine` needs from `LocalMedia`. */
export interface SourceHost {
  readonly source: Source
  readonly clock: Clock
  readonly environment: MediaEnvironment
  /** Camera or microphone: recovers by itself, and obeys the one-capture rule of phones. */
  readonly device: boolean
  open(request: CaptureRequest): Promise<MediaStreamTrack>
  /** Core has ended a track of this source. */
  ended?(track: MediaStreamTrack): void
  /** Why the session would not take this source. */
  refusal(): TelevidError | null
  publisher(): Publisher | null
  /** `picture` is what a preview shows. */
  changed(value: LocalSourceSnapshot, picture: MediaStreamTrack | null): void
}
