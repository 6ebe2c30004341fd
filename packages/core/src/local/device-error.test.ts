import { describe, expect, it } from 'vitest'
import { TelevidError } from '../error/televid-error.ts'
import { deviceError } from './device-error.ts'

const named = (name: string, more = {}) => Object.assign(new Error('Label of a device'), { name, ...more })

describe('deviceError', () => {
  it.each([
    ['NotAllowedError', 'permission-denied'],
    ['SecurityError', 'permission-denied'],
    ['NotFoundError', 'device-not-found'],
    ['NotReadableError', 'device-in-use'],
    ['AbortError', 'device-in-use'],
    ['OverconstrainedError', 'device-constraints'],
    ['InvalidStateError', 'invalid-state'],
    ['InvalidAccessError', 'invalid-state'],
    ['TypeError', 'device-unknown'],
    ['anything', 'device-unknown'],
  ] as const)('%s is %s, with the original as cause and no label in the message', (name, code) => {
    const cause = named(name)
    const error = deviceError(cause, 'camera')
    expect(error).toMatchObject({ code, cause })
    expect(error.message).toContain('camera')
    expect(error.message).not.toContain('Label')
  })

  it('tells a device that is not connected from a wish that is too high', () => {
    expect(deviceError(named('OverconstrainedError', { constraint: 'deviceId' }), 'camera').code).toBe(
      'device-not-found',
    )
    expect(deviceError(named('OverconstrainedError', { constraint: 'width' }), 'camera').code).toBe(
      'device-constraints',
    )
  })

  it('tells a canceled share from a blocked device', () => {
    expect(deviceError(named('NotAllowedError'), 'screen').code).toBe('screen-canceled')
  })

  it('keeps a TelevidError and survives values that are no errors', () => {
    const error = new TelevidError('insecure-context', 'x')
    expect(deviceError(error, 'camera')).toBe(error)
    for (const value of [null, undefined, 'x', 7]) expect(deviceError(value, 'camera').code).toBe('device-unknown')
  })
})
