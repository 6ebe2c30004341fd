import { describe, expect, it } from 'vitest'
import { compareExpected } from './compare-expected.ts'
import { parseExpected } from './parse-expected.ts'
import { sampleCase, sampleRun } from './sample-report.ts'

describe('compareExpected', () => {
  const run = sampleRun([
    sampleCase({ id: 'a/same' }),
    sampleCase({ id: 'a/worse', status: 'failed', reason: 'two\nthree' }),
    sampleCase({ id: 'a/excused', status: 'not-applicable', reason: 'stats' }),
    sampleCase({ id: 'a/better' }),
    sampleCase({ id: 'a/other', status: 'not-exercised', reason: 'cutMedia' }),
    sampleCase({ id: 'a/broke', status: 'failed', reason: 'no' }),
    sampleCase({ id: 'a/new' }),
  ])
  const differences = compareExpected(run, {
    'a/same': 'passed',
    'a/worse': 'passed',
    'a/excused': 'passed',
    'a/better': 'failed',
    'a/other': 'not-applicable',
    'a/broke': 'not-exercised',
    'a/gone': 'passed',
    'a/gone-too': 'not-applicable',
  })

  it('lists what is new, missing or changed, and how bad that is', () => {
    expect(differences.map(({ id, kind, severity }) => [id, kind, severity])).toEqual([
      ['a/worse', 'changed', 'error'],
      ['a/excused', 'changed', 'error'],
      ['a/better', 'changed', 'update'],
      ['a/other', 'changed', 'update'],
      ['a/broke', 'changed', 'error'],
      ['a/new', 'new', 'update'],
      ['a/gone', 'missing', 'error'],
      ['a/gone-too', 'missing', 'update'],
    ])
    expect(differences[0]).toMatchObject({
      expected: 'passed',
      actual: 'failed',
      text: 'a/worse: expected passed, got failed (two).',
    })
    expect(differences[2]?.text).toBe('a/better: expected failed, got passed. Update expected/livekit.json.')
    expect(differences[5]).toMatchObject({ expected: null, actual: 'passed' })
    expect(differences[6]).toMatchObject({
      actual: null,
      text: 'a/gone: expected passed, but the run does not have it.',
    })
  })

  it('finds nothing where nothing differs', () => {
    expect(compareExpected(sampleRun([sampleCase()]), { 'join/alone': 'passed' })).toEqual([])
  })
})

describe('parseExpected', () => {
  it('reads ids and statuses', () => {
    expect(parseExpected('{"join/alone":"passed"}', 'p2p.json')).toEqual({ 'join/alone': 'passed' })
  })

  it.each([
    ['{', 'p2p.json is not JSON'],
    ['[]', 'has to be an object'],
    ['null', 'has to be an object'],
    ['{"join":"passed"}', '"join" is no case id'],
    ['{"join/alone":"green"}', 'join/alone is "green"'],
    ['{"join/alone":null}', 'join/alone is null'],
  ])('refuses %s', (json, message) => expect(() => parseExpected(json, 'p2p.json')).toThrow(message))
})
