import { afterEach, expect, it, vi } from 'vitest'
import { ArmedCall } from './armed-call.ts'
import type { PageBench } from './page-bench.ts'
import { RetriedCall } from './retried-call.ts'
import { SharedCall } from './shared-call.ts'

afterEach(() => void vi.restoreAllMocks())

const bench = {} as PageBench
const fails = new Error('Waited 15000 ms for: person-ada to see person-ben')
const tries = (...outcomes: readonly (Error | null)[]) => {
  const pages = vi.spyOn(SharedCall.prototype, 'pages')
  for (const outcome of outcomes) {
    if (outcome) pages.mockRejectedValueOnce(outcome)
    else pages.mockResolvedValueOnce([])
  }
  return pages
}

it('tries once more, and tells when that fails too', async () => {
  const pages = tries(fails, null, fails, fails)
  const call = new RetriedCall(bench)
  expect(await call.pages(2)).toEqual([])
  await expect(call.pages(2)).rejects.toThrow(`The call of the case did not come about: ${fails.message}`)
  expect(pages).toHaveBeenCalledTimes(4)
})

it('does not try again once a fault may be the reason', async () => {
  const pages = tries(fails, null, fails)
  const call = new ArmedCall(bench)
  expect(await call.pages(2)).toEqual([])
  await expect(call.pages(3)).rejects.toThrow('The call of the case did not come about')
  expect(pages).toHaveBeenCalledTimes(3)
})
