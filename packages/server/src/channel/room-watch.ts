import { roomTopic } from '../room/bump-room.ts'
import type { Store } from '../store/store.ts'
import { loadRoomView, type RoomView } from './load-room-view.ts'

export interface RoomWatcher {
  /** A newer view, or the first. */
  onView(view: RoomView): void
  /** The room could not be read. */
  onLost(): void
}

/**
 * Tells the watchers of a room in this process of every change made in any. However many watch and however fast it
 * changes, one read is under way at a time.
 */
export class RoomWatch {
  readonly #store: Store
  readonly #onError: (error: unknown) => void
  readonly #rooms = new Map<string, WatchedRoom>()

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store
    this.#onError = onError
  }

  /** @returns the end of watching */
  watch(occurrence: string, watcher: RoomWatcher): () => void {
    let room = this.#rooms.get(occurrence)
    if (room === undefined) {
      room = {
        watchers: new Set(),
        loading: false,
        again: false,
        unlisten: this.#store.listen(roomTopic(occurrence), () => this.#load(occurrence)),
      }
      this.#rooms.set(occurrence, room)
    }
    const { watchers, unlisten } = room
    watchers.add(watcher)
    this.#load(occurrence)
    return () => {
      watchers.delete(watcher)
      if (watchers.size > 0 || this.#rooms.get(occurrence)?.watchers !== watchers) return
      this.#rooms.delete(occurrence)
      unlisten()
    }
  }

  #load(occurrence: string): void {
    const room = this.#rooms.get(occurrence)
    if (room === undefined) return
    if (room.loading) {
      room.again = true
      return
    }
    room.loading = true
    loadRoomView(this.#store, occurrence)
      .then(
        (view) => {
          for (const watcher of [...room.watchers]) if (view !== null) watcher.onView(view)
        },
        (error: unknown) => {
          this.#onError(error)
          for (const watcher of [...room.watchers]) watcher.onLost()
        },
      )
      .catch(this.#onError)
      .finally(() => {
        room.loading = false
        if (!room.again) return
        room.again = false
        this.#load(occurrence)
      })
  }
}

interface WatchedRoom {
  readonly watchers: Set<RoomWatcher>
  readonly unlisten: () => void
  loading: boolean
  again: boolean
}
