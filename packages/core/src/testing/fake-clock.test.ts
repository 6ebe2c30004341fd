import { expect, test } from 'vitest'
import { FakeClock } from './fake-clock.ts'

test('fires timers in order of time, then of making, and tells the time at each', () => {
  const clock = new FakeClock(1000)
  const fired: string[] = []
  const note = (name: string) => () => fired.push(`${name}@${clock.now()}`)
  clock.after(20, note('b'))
  clock.after(10, note('a'))
  clock.after(20, note('c'))
  clock.after(31, note('late'))
  clock.advance(30)
  expect(fired).toEqual(['a@1010', 'b@1020', 'c@1020'])
  expect(clock.now()).toBe(1030)
  expect(clock.pending).toBe(1)
})

test('fires timers started by timers, not canceled ones', () => {
  const clock = new FakeClock(0)
  const fired: number[] = []
  const cancel = clock.after(15, () => fired.push(-1))
  clock.after(10, () => {
    cancel()
    clock.after(10, () => fired.push(clock.now()))
  })
  clock.advance(25)
  expect(fired).toEqual([20])
  expect(clock.pending).toBe(0)
})

test('advanceAsync lets promise chains between timers run', async () => {
  const clock = new FakeClock(0)
  const at: number[] = []
  const loop = async () => {
    await Promise.resolve()
    await Promise.resolve()
    at.push(clock.now())
    clock.after(10, () => void loop())
  }
  void loop()
  await clock.advanceAsync(35)
  expect(at).toEqual([0, 10, 20, 30])
})
