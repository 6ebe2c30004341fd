import { TelevidError } from '@televid/core'
import { televidErrorCodes } from '@televid/core/protocol'
import { describe, expect, it } from 'vitest'
import { deviceProblem, deviceProblems } from './device-problem.ts'

const denied = (message = 'Permission denied') =>
  new TelevidError('permission-denied', 'The camera is blocked.', {
    cause: new DOMException(message, 'NotAllowedError'),
  })

describe('deviceProblem', () => {
  it('tells a question that was closed from a lasting no', () => {
    expect(deviceProblem(denied(), 'prompt')).toBe('dismissed')
    expect(deviceProblem(denied(), 'denied')).toBe('blocked')
  })

  it('assumes a lasting no where the browser does not tell', () => {
    expect(deviceProblem(denied(), null)).toBe('blocked')
  })

  it('sees that the system says no', () => {
    expect(deviceProblem(denied('Permission denied by system'), 'prompt')).toBe('blocked-by-system')
    expect(deviceProblem(denied(), 'granted')).toBe('blocked-by-system')
  })

  it('tells a share that was not chosen from one the system forbids', () => {
    const canceled = (message: string) =>
      new TelevidError('screen-canceled', '', { cause: new DOMException(message, 'NotAllowedError') })
    expect(deviceProblem(canceled('Permission denied'), null)).toBe('share-canceled')
    expect(deviceProblem(canceled('Permission denied by system'), null)).toBe('blocked-by-system')
  })

  it.each([
    ['device-not-found', 'not-found'],
    ['device-in-use', 'in-use'],
    ['device-lost', 'unplugged'],
    ['processor-failed', 'blur-failed'],
    ['forbidden', 'not-allowed-here'],
    ['vendor', 'not-sent'],
  ] as const)('%s is %s', (code, problem) => {
    expect(deviceProblem(new TelevidError(code, ''), 'granted')).toBe(problem)
  })

  it('has a word for every code there is', () => {
    for (const code of televidErrorCodes)
      expect(deviceProblems).toContain(deviceProblem(new TelevidError(code, ''), null))
  })
})
