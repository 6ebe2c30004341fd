import { allCases } from '../cases/all-cases.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import type { Level } from '../report/conformance-report.ts'

export interface CaseChoice {
  readonly groups: readonly string[]
  readonly ids: readonly string[]
  readonly level: Level | null
}

/**
 * The cases of these groups and with these ids, or all where nothing is named; of one level, if one is given.
 *
 * @throws {Error} that names what does not exist
 */
export function chooseCases({ groups, ids, level: wanted }: CaseChoice): readonly ConformanceCase[] {
  const unknown = [
    ...groups.filter((group) => !allCases.some(({ id }) => groupOf(id) === group)),
    ...ids.filter((wanted) => !allCases.some(({ id }) => id === wanted)),
  ]
  if (unknown.length > 0) {
    const known = [...new Set(allCases.map(({ id }) => groupOf(id)))].join(', ')
    throw new Error(`No such case or group: ${unknown.join(', ')}. Groups are ${known}; --list prints all cases.`)
  }
  const all = groups.length === 0 && ids.length === 0
  return allCases.filter(
    ({ id, level }) =>
      (all || groups.includes(groupOf(id)) || ids.includes(id)) && (wanted === null || level === wanted),
  )
}

function groupOf(id: string): string {
  return id.slice(0, id.indexOf('/'))
}
