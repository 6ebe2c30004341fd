import type { ConformanceRun, ManualRun } from './conformance-report.ts'

/** What tells the runs of a report apart: the adapter, the browser where it is not Chromium, and whether an account was used. */
export function runLabel({ adapter, browser, cases }: ConformanceRun): string {
  const family = browser.split(' ', 1)[0]?.toLowerCase() ?? ''
  const live = cases.some(({ verification }) => verification === 'live')
  return [adapter, ...(family === 'chromium' ? [] : [family]), ...(live ? ['live'] : [])].join(' ')
}

/** `p2p safari-ios` */
export function manualLabel({ adapter, platform }: ManualRun): string {
  return `${adapter} ${platform}`
}
