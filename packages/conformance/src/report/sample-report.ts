import type { CaseResult, CaseStatus, ConformanceReport, ConformanceRun, Verification } from './conformance-report.ts'

/** One case for a test; `passed` unless told otherwise. */
export function sampleCase(values: Partial<CaseResult> = {}): CaseResult {
  const id = values.id ?? 'join/alone'
  return {
    id,
    group: id.split('/')[0] ?? '',
    title: `What ${id} says is true.`,
    level: 'MUST',
    status: 'passed',
    verification: 'real-server',
    proves: 'inv. 1',
    durationMs: 1250,
    ...values,
  }
}

export function sampleRun(cases: readonly CaseResult[], values: Partial<ConformanceRun> = {}): ConformanceRun {
  return {
    adapter: 'livekit',
    version: '0.1.0',
    sdk: { package: 'livekit-client', version: '2.15.1', hash: 'sha256-3q2+7w==' },
    browser: 'chromium 140.0.7339.80',
    os: 'linux x64',
    seed: 7,
    startedAt: '2026-03-04T05:06:07.000Z',
    durationMs: 61_500,
    participantMinutes: 12,
    capabilities: { messages: 'native' },
    cases,
    ...values,
  }
}

/** @param suiteCases how many cases the suite has; those of the largest run if absent */
export function sampleReport(runs: readonly ConformanceRun[], suiteCases?: number): ConformanceReport {
  const cases = suiteCases ?? Math.max(0, ...runs.map((run) => run.cases.length))
  return { suite: { name: '@televid/conformance', version: '0.1.0', cases }, runs, manual: [] }
}

const words = [
  'resolves',
  'told-once',
  'after-reconnect',
  'never-twice',
  'stays-the-same',
  'ends-everything',
  'in-order',
]
const groups = [
  'join',
  'roster',
  'order',
  'track',
  'mute',
  'light',
  'switch',
  'message',
  'fault',
  'reason',
  'leave',
  'load',
]
const outcomes: readonly CaseStatus[] = ['failed', 'not-applicable', 'not-exercised']
const verifications: readonly Verification[] = ['real-server', 'real-sdk', 'scripted', 'live']

/** A report as large as a real one, always the same: every status, level and verification occurs. */
export function largeSampleReport(adapters: readonly string[], cases: number): ConformanceReport {
  const runs = adapters.map((adapter, column) => {
    const results = Array.from({ length: cases }, (_, row) => largeSampleCase(row, column, cases))
    return sampleRun(results, { adapter, ...(column === 0 && { sdk: null }) })
  })
  return sampleReport(runs, cases)
}

function largeSampleCase(row: number, column: number, cases: number): CaseResult {
  const group = groups[Math.floor((row * groups.length) / cases)] ?? 'load'
  const draw = (row * 31 + column * 17 + ((row * column) % 13) * 7) % 29
  const status = draw < outcomes.length && column > 0 ? (outcomes[draw] ?? 'passed') : 'passed'
  return sampleCase({
    id: `${group}/${words[row % words.length]}-${row}`,
    title: `A person who comes while others are there sees each of them once, with the newest state (${row}).`,
    level: row % 3 === 2 ? 'SHOULD' : 'MUST',
    verification: verifications[column === 0 ? 0 : (draw + column) % verifications.length] ?? 'scripted',
    status,
    ...(status === 'failed' && {
      reason: 'Expected one participantJoined of "B" on page A, got two:\n  12.310 joined B\n  12.944 joined B',
      evidence: {
        trace: Array.from({ length: 30 }, (_, line) => `${line} A fact participant-present key=vendor-${line}`),
        console: ['[warning] data channel closed'],
        screenshots: [{ page: 'A', image: samplePng }],
      },
    }),
    ...(status === 'not-applicable' && { reason: 'videoPreferences' }),
    ...(status === 'not-exercised' && { reason: 'the bench has no stimulus "cutMedia"' }),
  })
}

/** One gray pixel. */
export const samplePng =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='
