import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest'

/** Fails a test of this file for whatever React complains about: a missing key, a hydration mismatch, a late update. */
export function noReactWarnings(): void {
  let complaints: MockInstance<typeof console.error>
  beforeEach(() => {
    complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => {
    const said = complaints.mock.calls.map((line) => line.map(String).join(' '))
    complaints.mockRestore()
    expect(said).toEqual([])
  })
}
