import { deriveEvents } from './derive-events.ts'
import type { RoomEvent } from './room-event.ts'
import type { RoomInput } from './room-input.ts'
import { isStale, reduceRoom } from './room-reducer.ts'
import type { RoomSnapshot } from './room-snapshot.ts'
import { initialRoomState, type RoomState } from './room-state.ts'
import { toRoomSnapshot } from './to-room-snapshot.ts'

export interface RoomStoreOptions {
  readonly name: string
  /** Core's own reaction to a commit (attach media, end a session, start a timer); runs before listeners. */
  readonly onCommit: (previous: RoomState, next: RoomState, events: readonly RoomEvent[]) => void
  /** Delivers one event to the app. */
  readonly onEvent: (event: RoomEvent) => void
}

/**
 * Folds inputs one at a time: reduce, commit, then deliver. An input that arrives during delivery waits its turn, so a
 * listener always reads the snapshot that explains its event or a later one, never half a change.
 */
export class RoomStore {
  #state: RoomState
  #view: { readonly state: RoomState; readonly snapshot: RoomSnapshot } | null = null
  #queue: RoomInput[] = []
  #draining = false
  #dropped = 0
  readonly #subscribers = new Set<() => void>()
  readonly #options: RoomStoreOptions

  constructor(options: RoomStoreOptions) {
    this.#options = options
    this.#state = initialRoomState(options.name)
  }

  get state(): RoomState {
    return this.#state
  }

  get snapshot(): RoomSnapshot {
    if (this.#view?.state !== this.#state) {
      this.#view = { state: this.#state, snapshot: toRoomSnapshot(this.#state, this.#view) }
    }
    return this.#view.snapshot
  }

  /** Facts that came from an earlier join or after the end. */
  get droppedFacts(): number {
    return this.#dropped
  }

  subscribe(listener: () => void): () => void {
    const subscriber = () => listener()
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  dispatch(input: RoomInput): void {
    this.#queue.push(input)
    if (this.#draining) return
    this.#draining = true
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#commit(next)
    } finally {
      this.#draining = false
    }
  }

  #commit(input: RoomInput): void {
    const previous = this.#state
    if (isStale(previous, input)) this.#dropped++
    const next = reduceRoom(previous, input)
    if (next === previous) return
    this.#state = next
    const events = deriveEvents(previous, next)
    this.#options.onCommit(previous, next, events)
    for (const event of events) this.#options.onEvent(event)
    for (const subscriber of this.#subscribers) guarded(subscriber)
  }
}

/** A throwing listener is the app's bug: it is shown, and hurts nobody else. */
export function guarded(callback: () => void): void {
  try {
    callback()
  } catch (error) {
    if (typeof reportError === 'function') reportError(error)
    else console.error(error)
  }
}
