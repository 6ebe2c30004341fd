import type { ComplianceStamp } from '@televid/core/protocol'

/** What is known of a provider's use for patients: no rule set judges deployments yet, and the stamp says so. */
export function complianceStampOf(vendor: string): ComplianceStamp {
  return {
    provider: vendor,
    product: null,
    plan: null,
    baa: { status: 'unknown', effectiveFrom: null, expiresOn: null },
    verdict: 'not-evaluated',
    ruleSetVersion: null,
    origin: 'control-plane',
  }
}
