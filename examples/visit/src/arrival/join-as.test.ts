import { expect, it } from 'vitest'
import { joinAs } from './join-as.ts'

it.each([
  [true, true, 'both'],
  [false, true, 'withoutCamera'],
  [true, false, 'withoutMicrophone'],
  [false, false, 'withoutBoth'],
] as const)('camera %s, microphone %s: %s', (camera, microphone, expected) => {
  expect(joinAs({ camera, microphone })).toBe(expected)
})
