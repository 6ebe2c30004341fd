import { type Clock, systemClock } from './clock.ts'
import { ControlPlaneClient } from './control-plane/control-plane-client.ts'
import { type GrantFunction, grantAccessOfFunction } from './control-plane/grant-access.ts'
import { TelevidError } from './error/televid-error.ts'
import { browserMediaEnvironment } from './local/browser-media-environment.ts'
import type { MediaEnvironment } from './local/media-environment.ts'
import { assertRoomName } from './protocol/room-name.ts'
import type { AdapterLoaders } from './room/load-adapter.ts'
import { Room } from './room/room.ts'
import type { RoomOptions } from './room/room-options.ts'

export interface TelevidOptions {
  /** Loaders by provider id; only the one that a grant names is loaded. */
  readonly adapters: AdapterLoaders
  /** URL of your control plane (from `@televid/server`), or your own function that returns a grant (then `ungated`). */
  readonly grants: string | GrantFunction
  /** For tests. */
  readonly clock?: Clock
  /** For tests: what stands in for cameras, microphones and audio elements. */
  readonly mediaEnvironment?: MediaEnvironment
}

export interface Televid {
  /**
   * The room of that name; the same object for the same name as long as somebody holds it, so that a server which renders
   * pages, or a day of visits in one tab, does not collect rooms. Nothing happens before `join()`.
   *
   * @param name opaque, 4 to 64 characters, no patient data: see `assertRoomName`
   * @param options of the first call for this name
   * @throws TelevidError `room-name-invalid`
   */
  room(name: string, options?: RoomOptions): Room
}

/** Sets TeleVid up. Touches nothing of the browser and contacts nobody until a room is used. */
export function createTelevid(options: TelevidOptions): Televid {
  const { adapters, grants, clock = systemClock } = options
  if (typeof grants !== 'string' && typeof grants !== 'function') {
    throw new TelevidError(
      'invalid-argument',
      'createTelevid needs "grants": the URL of a control plane, or a function that returns a join grant.',
    )
  }
  const rooms = new Map<string, WeakRef<Room>>()
  const forget = new FinalizationRegistry<string>((name) => {
    if (!rooms.get(name)?.deref()) rooms.delete(name)
  })
  return {
    room(name, roomOptions = {}) {
      assertRoomName(name)
      const known = rooms.get(name)?.deref()
      if (known !== undefined) return known
      const { invite, session } = roomOptions
      const room = new Room({
        name,
        adapters,
        clock,
        environment: options.mediaEnvironment ?? browserMediaEnvironment(),
        access:
          typeof grants === 'string'
            ? new ControlPlaneClient({ base: grants, room: name, invite, session })
            : grantAccessOfFunction(grants),
        options: roomOptions,
      })
      rooms.set(name, new WeakRef(room))
      forget.register(room, name)
      return room
    },
  }
}
