import type { JoinGrant } from '@televid/core'
import type { Stimuli } from './stimuli.ts'

/** How a page gets in: through a control plane, or with a grant the harness minted. */
export type Access =
  /** URL of the control plane and an invite of it, for `createTelevid({ grants })` and `televid.room(name, { invite })`. */
  { readonly grants: string; readonly invite: string } | { readonly grant: JoinGrant }

export interface AccessRequest {
  readonly room: string
  readonly identity: string
  readonly displayName: string
  readonly role: 'host' | 'guest' | 'observer'
  /**
   * `false`: a grant and nothing else, so that core hears the provider alone and not the room channel of a control plane, whose
   * word wins over the provider's; default `true`. A harness whose access has no such channel need not look at it.
   */
  readonly channel?: boolean
}

/** The service of one adapter, running on this machine or in an account. */
export interface ConformanceService {
  access(request: AccessRequest): Promise<Access>
  /** Identities in the room, as the service knows them: the witness against which leaving is checked. */
  occupants(room: string): Promise<readonly string[]>
  readonly stimuli: Partial<Stimuli>
  /**
   * Origins of this very service, e.g. with the port it got: they count as documented, as `hosts` of the harness do. Read when
   * needed, so it may be a getter.
   */
  readonly hosts?: readonly string[]
  /**
   * Ends a room at the vendor's and deletes what is left of it; one that does not exist is no error. Required where the service
   * is an account: the suite calls it for each room it used, also for those of an earlier run that was killed.
   */
  removeRoom?(room: string): Promise<void>
  /** Ends everything, after a failure too. */
  close(): Promise<void>
}

/** Time the suite allows before it looks, in ms. A number changes how long a case waits, never what it demands. */
export interface HarnessBudgets {
  /** From cut signaling to `reconnecting`. */
  readonly signalingMs: number
  /** From cut media to what the adapter says of it. */
  readonly mediaMs: number
  /** From a lost connection to `disconnected`. */
  readonly lostMs: number
  /** From a crashed page to its absence for the others. */
  readonly crashMs: number
}

/** What the author of an adapter supplies. */
export interface ConformanceHarness {
  /** Catalogue id, as `adapter.vendor`. */
  readonly adapter: string
  /** Absolute path of the module that exports `adapter`, bundled for the page. */
  readonly module: string
  /** npm name of the vendor's SDK, if it has one; version and hash are read from what is installed. */
  readonly sdk?: string
  /** Scripts that the page can load from its own origin, such as a worker of the SDK: absolute path of the file by URL path. */
  readonly scripts?: Readonly<Record<string, string>>
  /**
   * `account`: the vendor's own service. `server`: the vendor's server, or the service that is the product, on this machine.
   * `stand-in`: one that imitates it.
   */
  readonly service: 'account' | 'server' | 'stand-in'
  /** Whether the account is used for real calls: such an account is refused. Must be stated where `service` is `account`. */
  readonly production?: boolean
  readonly budgets: HarnessBudgets
  /** Origins that the adapter documents as contacted, beside the control plane's; default none. */
  readonly hosts?: readonly string[]
  /** @param pages origin the pages are served from, for services that check it */
  start(options: { readonly pages: string }): Promise<ConformanceService>
}
