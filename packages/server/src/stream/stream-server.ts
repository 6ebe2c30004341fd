import type { Store } from '../store/store.ts'

/** What both transports of a stream share. */
export interface StreamServer {
  readonly store: Store
  /** Reports a failure that is not the client's. */
  onError(error: unknown): void
  /** Open connections; closing the control plane calls each once. */
  readonly connections: Set<() => void>
}

/** A stream says something at least this often, so that a client notices a dead connection. */
export const pingMs = 5_000

/** A frame or body above this is refused, in bytes. */
export const maximumFrameBytes = 64 * 1024

/** A client that lags behind by more than this is cut off and resumes later, in bytes. */
export const maximumBufferedBytes = 1024 * 1024
