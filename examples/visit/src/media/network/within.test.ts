import { expect, test, vi } from 'vitest'
import { within } from './within.ts'

test('fires with the signal, with its reason', () => {
  const control = new AbortController()
  const both = within(control.signal, 60_000)
  expect(both.aborted).toBe(false)
  control.abort('enough')
  expect(both.reason).toBe('enough')
})

test('has fired already when the signal has', () => {
  expect(within(AbortSignal.abort('before'), 60_000).reason).toBe('before')
})

test('fires after the time', async () => {
  const both = within(new AbortController().signal, 5)
  await vi.waitFor(() => expect(both.aborted).toBe(true))
  expect(both.reason.name).toBe('TimeoutError')
})
