import type { Source } from '../adapter/source.ts'
import type { SourceState } from '../adapter/vendor-session.ts'

/**
 * The receiving end of local media: does with tracks what an adapter must do, and notes what a session would not survive
 * (two calls at once, an ended or foreign track).
 */
export class FakeMediaSession {
  /** Newest state per source: what the far side sees. */
  readonly states = new Map<Source, SourceState>()
  /** `camera on`, `camera muted`, `camera off`, in order of completion. */
  readonly log: string[] = []
  readonly violations: string[] = []
  /** Awaited before a state takes effect; may reject. */
  beforeEach: (source: Source, state: SourceState) => Promise<void> = async () => {}
  readonly #busy = new Set<Source>()
  readonly #tracks = new Set<MediaStreamTrack>()

  readonly publish = async (source: Source, state: SourceState): Promise<void> => {
    if (this.#busy.has(source)) this.violations.push(`two calls at once for ${source}`)
    if (state.track?.readyState === 'ended') this.violations.push(`ended track for ${source}`)
    this.#busy.add(source)
    if (state.track) this.#tracks.add(state.track)
    try {
      await this.beforeEach(source, state)
      const before = this.states.get(source)?.track
      if (before && before !== state.track) before.stop()
      this.states.set(source, state)
      this.log.push(`${source} ${!state.track ? 'off' : state.muted ? 'muted' : 'on'}`)
    } finally {
      this.#busy.delete(source)
    }
  }

  /** Whether the far side can see or hear it. */
  shows(source: Source): boolean {
    const state = this.states.get(source)
    return !!state?.track && !state.muted && state.track.readyState === 'live'
  }

  /** A state is under way. */
  busy(source: Source): boolean {
    return this.#busy.has(source)
  }

  /** What an adapter's `leave()` does. */
  end(): void {
    for (const track of this.#tracks) track.stop()
    this.states.clear()
  }
}
