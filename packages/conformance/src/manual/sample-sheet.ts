import type { ManualSheet } from './manual-sheet.ts'

/** For tests: what somebody handed in who did no case. */
export const sampleSheet: ManualSheet = {
  format: 'televid-conformance-sheet',
  formatVersion: 1,
  suite: '0.1.0',
  adapter: 'p2p',
  adapterVersion: '0.1.0',
  platform: 'safari-ios',
  device: 'iPhone 15',
  system: 'iOS 19.1',
  browser: 'Safari 19.1',
  tester: '',
  savedAt: '2026-03-04T05:06:07.000Z',
  cases: [],
}
