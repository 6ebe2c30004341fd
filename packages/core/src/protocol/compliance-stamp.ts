/**
 * What was known, when the grant was minted, about using this provider for patients. Carried by
 * `room.snapshot.compliance`. It records facts and their origin; no field says that a call "is compliant".
 */
export interface ComplianceStamp {
  /** Catalogue id, e.g. `p2p`, `livekit`. */
  readonly provider: string
  /** The vendor's product, or `null` where there is none. */
  readonly product: string | null
  readonly plan: string | null
  readonly baa: {
    readonly status: 'attested' | 'expired' | 'absent' | 'not-needed' | 'unknown'
    /** ISO 8601 date, or `null`. */
    readonly effectiveFrom: string | null
    readonly expiresOn: string | null
  }
  /** `not-evaluated` until a rule set judged the deployment. */
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'manual' | 'not-applicable' | 'not-evaluated'
  readonly ruleSetVersion: string | null
  /** `control-plane`: decided on the server. `ungated`: the app's own grant function; nobody checked. */
  readonly origin: 'control-plane' | 'ungated'
}
