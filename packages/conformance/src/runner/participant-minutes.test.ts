import { expect, test } from 'vitest'
import { ParticipantMinutes } from './participant-minutes.ts'

test('each begun minute of each page counts, while it runs and afterwards', () => {
  let now = 0
  const minutes = new ParticipantMinutes(() => now)
  expect(minutes.used).toBe(0)
  const first = minutes.start()
  const second = minutes.start()
  expect(minutes.used).toBe(2)
  now = 60_001
  expect(minutes.used).toBe(4)
  first()
  first()
  now = 120_001
  expect(minutes.used).toBe(5)
  second()
  now = 600_000
  expect(minutes.used).toBe(5)
})
