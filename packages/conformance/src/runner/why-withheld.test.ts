import { expect, test } from 'vitest'
import { ParticipantMinutes } from './participant-minutes.ts'
import { whyWithheld } from './why-withheld.ts'

test('cases start until the budget is used up', () => {
  let now = 0
  const minutes = new ParticipantMinutes(() => now)
  minutes.start()
  minutes.start()
  expect(whyWithheld({ budgetMinutes: 4 }, minutes)).toBeNull()
  now = 60_001
  expect(whyWithheld({ budgetMinutes: 4 }, minutes)).toBe('the budget of 4 participant-minutes was used up')
  expect(whyWithheld({}, minutes)).toBeNull()
})

test('no case starts after the run was stopped', () => {
  const stop = new AbortController()
  const limits = { signal: stop.signal }
  expect(whyWithheld(limits, new ParticipantMinutes())).toBeNull()
  stop.abort()
  expect(whyWithheld(limits, new ParticipantMinutes())).toBe('the run was stopped')
})
