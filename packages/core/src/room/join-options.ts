/** Options of `room.join()`. */
export interface JoinOptions {
  /** Gives the join up; nobody stays behind in the room and no device stays open. */
  readonly signal?: AbortSignal
  /** Longest time for joining, in ms, without the time spent waiting in the lobby. Default 30,000. */
  readonly timeoutMs?: number
  /** Turn the camera on. A device that fails never fails the join: see `snapshot.self.camera.error`. Default `false`. */
  readonly camera?: boolean
  /** Turn the microphone on. Wanted together with the camera, both are asked for at once. Default `false`. */
  readonly microphone?: boolean
}
