import { expect, test } from 'vitest'
import { sampleCase } from '../report/sample-report.ts'
import { progressLine } from './progress-line.ts'

const count = { number: 7, of: 232, elapsedMs: 65_400 }

test.each([
  ['passed', sampleCase({ durationMs: 2_040 }), '[  7/232] 1:05 ✓ join/alone (2.0 s)'],
  [
    'failed',
    sampleCase({ status: 'failed', reason: 'two\r\n\u001b[2Jthree' }),
    '[  7/232] 1:05 ✗ join/alone (1.3 s)\n      two\n      \ufffd[2Jthree',
  ],
  [
    'not applicable',
    sampleCase({ status: 'not-applicable', reason: 'captions is declared "none"' }),
    '[  7/232] 1:05 – join/alone: not-applicable, captions is declared "none"',
  ],
  [
    'not exercised',
    sampleCase({ status: 'not-exercised', reason: 'the bench has no cutMedia\nmore' }),
    '[  7/232] 1:05 ? join/alone: not-exercised, the bench has no cutMedia',
  ],
])('%s', (_, result, line) => expect(progressLine(result, count)).toBe(line))
