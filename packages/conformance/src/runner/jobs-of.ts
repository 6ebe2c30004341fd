/** Cases that look at one act stand together, where the first of them stands: side by side they would wait for each other. */
export function jobsOf<T extends { readonly act?: string }>(cases: readonly T[]): T[][] {
  const jobs: T[][] = []
  const byAct = new Map<string, T[]>()
  for (const each of cases) {
    const known = each.act === undefined ? undefined : byAct.get(each.act)
    if (known) {
      known.push(each)
      continue
    }
    const job = [each]
    jobs.push(job)
    if (each.act !== undefined) byAct.set(each.act, job)
  }
  return jobs
}
