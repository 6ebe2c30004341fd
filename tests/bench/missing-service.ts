import { expect, test } from 'vitest'

/**
 * Stands where tests would be that need a service which is not on this machine: skipped, with the reason as the name that the
 * runner prints. Where CI runs, the service is to be there.
 */
export function missingService(reason: string): void {
  if (process.env.CI) test('the service is here', () => expect.fail(reason))
  else test.skip(`skipped: ${reason}`, () => {})
}
