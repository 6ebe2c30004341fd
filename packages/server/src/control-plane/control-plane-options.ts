import type { Permission } from '@televid/core/protocol'
import type { ServerProvider } from '../provider/server-provider.ts'
import type { StoreLocation } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'

/** A token bucket: `burst` requests at once, then `perSecond`. */
export interface RateLimit {
  readonly burst: number
  readonly perSecond: number
}

/** What is known of where an error belongs. */
export interface ErrorContext {
  /** Id of the use of a room, the same in the client's snapshot and at the vendor. */
  readonly trace?: string
}

export type ErrorListener = (error: unknown, context?: ErrorContext) => void

export interface ControlPlaneOptions {
  /** Must be stated. `production` needs a strong secret and, with `handlesPhi`, blocks grants the rules do not pass. */
  readonly mode: 'development' | 'production'
  /** Must be stated: whether calls may carry protected health information. */
  readonly handlesPhi: boolean
  /** Key of `providers` for rooms that begin now; a room that has begun stays where it is. */
  readonly provider: string
  /**
   * Every provider some room may be on, by a name of your choice (`a-z 0-9 -`). The one in `provider` is active; the others
   * are on standby, with their credentials checked, for rooms that ask for them and for the next switch.
   */
  readonly providers: Readonly<Record<string, ServerProvider>>
  /** Keys of `providers` that take no new room. Rooms on them go on: grants, webhooks, moderation and the end. */
  readonly draining?: readonly string[]
  /**
   * At least 32 characters, the same in every process; default `TELEVID_SECRET`. Without one, a development server on
   * loopback makes its own and keeps it in the store. Changing it ends all sessions and invites.
   */
  readonly secret?: string
  /**
   * Opens `GET /metrics` as a bearer token of at least 32 characters; default `TELEVID_METRICS_TOKEN`. Without one, only
   * `mode: 'development'` shows them, and only to a connection from this machine.
   */
  readonly metricsToken?: string
  /**
   * Where the data is; default PostgreSQL at `DATABASE_URL`, else the folder `.televid`. A `Store` that was opened
   * elsewhere is used as it is and not closed.
   */
  readonly store?: StoreLocation | Store
  /** Path below which all routes are; default `/televid`. */
  readonly basePath?: string
  /** Origin under which browsers reach this server, e.g. `https://visits.example.org`, where a proxy hides it. */
  readonly publicOrigin?: string
  /** Origins of other sites whose pages may call this server; default none but its own. */
  readonly origins?: readonly string[]
  /** Roles of the app, added to the default ones or in their place. */
  readonly roles?: Readonly<Record<string, readonly Permission[]>>
  /** Life of a session in ms; default 12 hours. */
  readonly sessionLifetimeMs?: number
  /** Life of a grant in ms; default 2 hours. */
  readonly grantLifetimeMs?: number
  /** Per process. Default 200 at once and 50/s per address, 60 and 10/s per session. */
  readonly rateLimits?: { readonly address?: RateLimit; readonly session?: RateLimit }
  /** Address of the client where a proxy stands in front; default the address of the connection, if the host tells. */
  readonly clientAddress?: (request: Request) => string | undefined
  /** Gets failures that no request waits for and unexpected errors of requests; default: they go to stderr in one line. */
  readonly onError?: ErrorListener
}
