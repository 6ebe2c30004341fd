import { describe, expect, it } from 'vitest'
import type { NetworkCheck } from '../media/network-check.ts'
import { arrivalTexts } from '../texts/arrival-texts.ts'
import { networkAdvice } from './network-advice.ts'

const { network } = arrivalTexts
const advice = (check: Partial<NetworkCheck>) =>
  networkAdvice({
    status: 'checked',
    check: { verdict: 'good', service: true, calls: true, roundTripMs: 30, downloadBitrate: 5e6, ...check },
  })

describe('networkAdvice', () => {
  it('has nothing to do for a good connection', () => {
    expect(advice({})).toEqual({ tone: 'good', text: network.good, help: [] })
  })

  it('says what helps on a slow one', () => {
    expect(advice({ verdict: 'limited' })).toMatchObject({ tone: 'warning', text: network.limited })
    expect(advice({ verdict: 'limited' }).help).not.toEqual([])
  })

  it('tells a service that is away from a network that blocks calls', () => {
    expect(advice({ verdict: 'blocked', service: false, calls: false }).text).toBe(network.noService)
    expect(advice({ verdict: 'blocked', calls: false }).text).toBe(network.noCalls)
  })

  it('does not frighten anybody when the check itself fails', () => {
    expect(networkAdvice({ status: 'failed' })).toEqual({ tone: 'info', text: network.failed, help: [] })
  })
})
