import type { ConformanceCase } from '../conformance-case.ts'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'
import type { Verification } from '../report/conformance-report.ts'

/** How a result of this case on this bench came to be known. */
export function verificationOf(
  { service, sdk }: Pick<ConformanceHarness, 'service' | 'sdk'>,
  { serviceDecides = false }: Pick<ConformanceCase, 'serviceDecides'>,
): Verification {
  if (service === 'account') return 'live'
  if (service === 'server') return 'real-server'
  // Against a stand-in, only what the SDK itself decides says something about the vendor.
  return sdk !== undefined && !serviceDecides ? 'real-sdk' : 'scripted'
}
