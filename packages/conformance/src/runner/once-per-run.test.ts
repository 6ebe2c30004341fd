import { expect, it } from 'vitest'
import { oncePerRun } from './once-per-run.ts'
import { RunRecord } from './run-record.ts'

it('acts once per run and name, and again only after a failure', async () => {
  const [run, other] = [new RunRecord(), new RunRecord()]
  let acts = 0
  const act = async () => {
    acts += 1
    return acts
  }
  expect(await Promise.all([oncePerRun(run, 'a', act), oncePerRun(run, 'a', act)])).toEqual([1, 1])
  expect(await oncePerRun(run, 'b', act)).toBe(2)
  expect(await oncePerRun(other, 'a', act)).toBe(3)
  await expect(oncePerRun(run, 'c', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await oncePerRun(run, 'c', act)).toBe(4)
})
