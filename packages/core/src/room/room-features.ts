import { TelevidError } from '../error/televid-error.ts'
import type { Report } from '../state/room-input.ts'
import { checkedKey, type RoomEncryption } from './room-encryption.ts'
import type { SessionGuard } from './session-guard.ts'

/** What is said, as text, where the room has a caption service: that is started on a server, for everybody. */
export interface RoomCaptions {
  /**
   * Receives captions on this page, as `captionReceived`, until `stop()` or the end of the call.
   *
   * @param options.language BCP 47, a wish for providers that translate
   * @throws TelevidError `unsupported` | `invalid-state`
   */
  start(options?: { readonly language?: string }): Promise<void>
  /** No caption comes from this moment on. */
  stop(): Promise<void>
}

/** The own profile as others see it. An absent field stays as it is. */
export interface Profile {
  readonly displayName?: string
  /** Free text for the app's use; nothing personal. */
  readonly metadata?: string
}

/** Commands for what only some providers have, over whatever session is open. */
export function createRoomFeatures(report: Report) {
  let open: SessionGuard | null = null
  let captioned = false

  const session = (): SessionGuard => {
    if (open) return open
    throw new TelevidError('invalid-state', 'No call is open. Join the room first.')
  }
  const captions: RoomCaptions = {
    async start(options = {}) {
      const guard = session()
      const facet = guard.facet('captions')
      const before = captioned
      captioned = true
      try {
        await guard.run(() => facet.start(options))
      } catch (error) {
        captioned = before
        throw error
      }
    },
    async stop() {
      const guard = open
      if (!captioned || !guard) return
      captioned = false
      await guard.run(() => guard.facet('captions').stop())
    },
  }
  const encryption: RoomEncryption = {
    async setKey(key) {
      const guard = session()
      const facet = guard.facet('encryption')
      if (!guard.encrypted)
        throw new TelevidError('invalid-state', 'This call is not encrypted. Give the room a key before it is joined.')
      await guard.run(() => facet.setKey(checkedKey(key)))
    },
  }
  return {
    captions,
    encryption,
    async updateProfile(profile: Profile): Promise<void> {
      const guard = session()
      const facet = guard.facet('profile')
      await guard.run(() => facet.update(profile))
      if (profile.displayName !== undefined && guard === open)
        report({ type: 'renamed', displayName: profile.displayName })
    },
    /** The app wants captions. */
    get captioned() {
      return captioned
    },
    sessionStarted(guard: SessionGuard): void {
      open = guard
    },
    sessionEnded(): void {
      open = null
      captioned = false
    },
  }
}
