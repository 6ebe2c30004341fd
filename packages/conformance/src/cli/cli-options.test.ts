import { expect, test } from 'vitest'
import { parseCliOptions } from './cli-options.ts'

test('what is not said comes from the caller, then from the suite', () => {
  expect(parseCliOptions([])).toMatchObject({
    harness: [],
    adapter: ['all'],
    reports: 'reports',
    browser: ['chromium'],
  })
  const defaults = { harness: ['/tests'], adapter: ['p2p'], reports: '/reports' }
  expect(parseCliOptions([], defaults)).toMatchObject(defaults)
  expect(parseCliOptions(['--adapter', 'livekit', '--reports', 'here'], defaults)).toMatchObject({
    harness: ['/tests'],
    adapter: ['livekit'],
    reports: 'here',
  })
  // A name among the caller's harnesses says nothing of others.
  expect(parseCliOptions(['--harness', '/mine.ts'], defaults).adapter).toEqual(['all'])
})

test('browsers may be repeated, each counts once', () => {
  const args = ['firefox', 'chromium', 'firefox'].flatMap((name) => ['--browser', name])
  expect(parseCliOptions(args).browser).toEqual(['firefox', 'chromium'])
})

test('numbers are numbers', () => {
  const args = ['--lanes', '2', '--seed', '0', '--budget-minutes', '90', '--level', 'must']
  expect(parseCliOptions(args)).toMatchObject({ lanes: 2, seed: 0, budgetMinutes: 90, level: 'MUST' })
  expect(parseCliOptions([])).toMatchObject({ seed: null, budgetMinutes: null, level: null })
})

test.each([
  [['--lanes', '0'], '--lanes 0: has to be a whole number from 1 to 16.'],
  [['--seed', '1e3'], '--seed 1e3: has to be a whole number from 0 to 4294967295.'],
  [['--budget-minutes', '-1'], 'argument is ambiguous'],
  [['--budget-minutes', '2.5'], '--budget-minutes 2.5: has to be'],
  [['--browser', 'safari'], '--browser safari: known are chromium and firefox.'],
  [['--level', 'may'], '--level may: known are must and should.'],
  [['--budget'], "Unknown option '--budget'"],
  [['stray'], "Unexpected argument 'stray'"],
])('%j is refused', (args, words) => expect(() => parseCliOptions(args)).toThrow(words))
