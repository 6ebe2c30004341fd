import { describe, expect, test } from 'vitest'
import { networkVerdict } from './network-verdict.ts'

const fine = { service: true, calls: true, roundTripMs: 40, downloadBitrate: 20_000_000 }

describe('networkVerdict', () => {
  test.each([
    ['everything fine', {}, 'good'],
    ['just good enough', { roundTripMs: 300, downloadBitrate: 1_500_000 }, 'good'],
    ['slow', { downloadBitrate: 1_499_999 }, 'limited'],
    ['far away', { roundTripMs: 301 }, 'limited'],
    ['a download that never began', { downloadBitrate: null }, 'limited'],
    ['requests that got lost', { roundTripMs: null }, 'limited'],
    ['calls forbidden', { calls: false }, 'blocked'],
    ['no server', { service: false, roundTripMs: null, downloadBitrate: null }, 'blocked'],
  ] as const)('%s', (_name, difference, verdict) => {
    expect(networkVerdict({ ...fine, ...difference })).toBe(verdict)
  })
})
