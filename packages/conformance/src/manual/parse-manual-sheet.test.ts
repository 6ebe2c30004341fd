import { describe, expect, test } from 'vitest'
import type { ManualCase } from './manual-case.ts'
import { manualCases } from './manual-cases.ts'
import { manualRun } from './manual-run.ts'
import type { ManualSheet, StepOutcome } from './manual-sheet.ts'
import { parseManualSheet } from './parse-manual-sheet.ts'
import { sampleSheet } from './sample-sheet.ts'

const [first, second] = manualCases as [ManualCase, ManualCase]
const steps = ({ steps: asked }: ManualCase, outcome: StepOutcome, note = '') => asked.map(() => ({ outcome, note }))
const good: ManualSheet = { ...sampleSheet, cases: [{ id: first.id, steps: steps(first, 'pass') }] }
const read = (values: object) => parseManualSheet(JSON.stringify({ ...good, ...values }), 'sheet.json', manualCases)

describe('cases for phones', () => {
  test('have ids of their own, a sentence, and steps', () => {
    expect(new Set(manualCases.map(({ id }) => id)).size).toBe(manualCases.length)
    for (const { id, title, steps: asked } of manualCases) {
      expect(id).toMatch(/^phone\/[a-z-]+$/)
      expect(title).toMatch(/\.$/)
      expect(asked.length).toBeGreaterThan(0)
    }
  })
})

describe('the result of a sheet', () => {
  test('is read as it is', () => expect(read({})).toEqual(good))

  test.each([
    ['no JSON', 'not json', 'is not JSON'],
    ['something else', '{"suite":{}}', 'is no result of a manual sheet'],
    ['a list', '[]', 'is no result of a manual sheet'],
  ])('%s is refused', (_, text, words) => {
    expect(() => parseManualSheet(text, 'sheet.json', manualCases)).toThrow(`sheet.json: ${words}`)
  })

  test.each([
    [{ formatVersion: 2 }, 'has version 2 of the format; this suite reads version 1'],
    [{ platform: 'opera' }, '"platform" is "opera"; known are safari-ios and chrome-android'],
    [{ device: ' ' }, '"device" is empty'],
    [{ system: 19 }, '"system" is no text'],
    [{ savedAt: 'yesterday' }, '"savedAt" is no date'],
    [{ adapterVersion: 1 }, '"adapterVersion" is neither text nor null'],
    [{ cases: {} }, '"cases" is no list'],
    [{ cases: [null] }, '"cases" has an item that is no case'],
    [{ cases: [{ id: 'phone/old', steps: [] }] }, '"phone/old" is no case of this suite (the sheet is of 0.1.0)'],
    [{ cases: [{ id: first.id, steps: [] }] }, `${first.id} has ${first.steps.length} steps in this suite`],
    [{ cases: [...good.cases, ...good.cases] }, `${first.id} is in it twice`],
    [{ cases: [{ id: first.id, steps: steps(first, 'yes' as 'pass') }] }, `${first.id}, step 1 is "yes"; known are`],
    [{ cases: [{ id: first.id, steps: steps(first, 'fail') }] }, `${first.id}, step 1: "fail" needs a note`],
    [{ cases: [{ id: first.id, steps: steps(first, 'skip', ' ') }] }, `${first.id}, step 1: "skip" needs a note`],
  ])('%j is refused', (values, words) => expect(() => read(values)).toThrow(`sheet.json: ${words}`))
})

describe('the column of a platform', () => {
  const harness = { adapter: 'p2p', service: 'server' } as const
  const statusOf = (sheet: ManualSheet | null, id = first.id) =>
    manualRun(harness, 'safari-ios', sheet).cases.find((each) => each.id === id)

  test('says not-run for everything until a result is imported', () => {
    const { sheet, cases } = manualRun(harness, 'chrome-android', null)
    expect(sheet).toBeNull()
    expect(cases).toHaveLength(manualCases.length)
    expect(new Set(cases.map(({ status }) => status))).toEqual(new Set(['not-run']))
  })

  test('derives the status of a case from its steps', () => {
    const withSteps = (list: ManualSheet['cases'][number]['steps']) =>
      statusOf({ ...good, cases: [{ id: first.id, steps: list }] })
    const pass = { outcome: 'pass', note: '' } as const
    const rest = steps(first, 'pass').slice(1)
    expect(statusOf(good)).toMatchObject({ status: 'passed', verification: 'real-server' })
    expect(statusOf(good, second.id)).toMatchObject({ status: 'not-run', reason: 'the tester did not do it' })
    expect(withSteps([{ outcome: 'fail', note: 'two questions' }, ...rest])).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^step 1 \(.+\): two questions$/s),
    })
    expect(withSteps([{ outcome: 'skip', note: 'no second phone' }, ...rest])?.status).toBe('not-exercised')
    expect(withSteps([{ outcome: null, note: '' }, ...rest])).toMatchObject({
      status: 'not-run',
      reason: 'the tester did not do step 1',
    })
    const failedEarly = [
      { outcome: 'fail', note: 'black' } as const,
      ...rest.map(() => ({ outcome: null, note: '' }) as const),
    ]
    expect(withSteps(failedEarly)?.status).toBe('failed')
    expect(withSteps([pass, ...rest])?.status).toBe('passed')
  })
})
