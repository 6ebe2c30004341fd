import { expect, test } from 'vitest'
import { mapTwilioQuality } from './map-twilio-quality.ts'

test.each([0, 1, 2, 3, 4, 5, null] as const)('%s stays what it is', (level) => {
  expect(mapTwilioQuality(level)).toEqual({ unified: level, raw: level })
})

test.each([6, -1, 2.5])('%s is no step', (level) => {
  expect(mapTwilioQuality(level)).toEqual({ unified: null, raw: level })
})
