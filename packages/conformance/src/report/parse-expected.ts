import type { ExpectedStatuses } from './compare-expected.ts'
import type { CaseStatus } from './conformance-report.ts'

const statuses: ReadonlySet<unknown> = new Set([
  'passed',
  'failed',
  'not-applicable',
  'not-exercised',
] satisfies CaseStatus[])

/**
 * Reads the text of an `expected/<adapter>.json`.
 *
 * @param file names the file in errors
 * @throws {Error} if it is no JSON object of case id to status
 */
export function parseExpected(json: string, file: string): ExpectedStatuses {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw new Error(`${file} is not JSON.`, { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${file} has to be an object of case id to status.`)
  }
  for (const [id, status] of Object.entries(value)) {
    if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(id)) throw new Error(`${file}: "${id}" is no case id (group/name).`)
    if (!statuses.has(status)) {
      throw new Error(`${file}: ${id} is ${JSON.stringify(status)}; known are ${[...statuses].join(', ')}.`)
    }
  }
  return value as ExpectedStatuses
}
