import type { ComplianceStamp } from '../protocol/compliance-stamp.ts'
import type { JoinGrant } from '../protocol/join-grant.ts'

/** What is known about using the grant's provider for patients; honest when nobody checked. */
export function complianceOf(grant: JoinGrant, gated: boolean): ComplianceStamp {
  const known = grant.verdict ?? {
    provider: grant.provider,
    product: null,
    plan: null,
    baa: { status: 'unknown', effectiveFrom: null, expiresOn: null },
    verdict: 'not-evaluated',
    ruleSetVersion: null,
  }
  return { ...known, origin: gated ? 'control-plane' : 'ungated' }
}
