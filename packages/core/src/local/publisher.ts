import type { Source } from '../adapter/source.ts'
import type { SourceState } from '../adapter/vendor-session.ts'
import type { TelevidError } from '../error/televid-error.ts'

/** Hands a local source to the session; core's guarded `session.setSource`. */
export type Publish = (source: Source, state: SourceState) => Promise<void>

/** Why the session would not take a source; `null` if it would. */
export type RefusalOf = (source: Source) => TelevidError | null

/** One session, as the sources see it. */
export interface Publisher {
  readonly publish: Publish
  /** Resolves when the session is over: nobody waits for its answers after that. */
  readonly over: Promise<void>
}
