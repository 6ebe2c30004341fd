export type { ConformancePage, Outcome } from './conformance-page.ts'
export { startPage } from './start-page.ts'
