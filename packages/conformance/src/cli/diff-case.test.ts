import { expect, it } from 'vitest'
import type { TraceEntry } from '../trace/trace-entry.ts'
import { diffCase } from './diff-case.ts'

const entry = (seq: number, at: number, event: string): TraceEntry => ({
  seq,
  at,
  kind: 'event',
  event,
  detail: { participantId: `p${seq % 2}`, identity: 'person-ben', initial: false },
})
const traced = (adapter: string, ...entries: TraceEntry[]) => ({
  adapter,
  traces: { case: 'roster/one-left-each', startedAt: 100, traces: [{ page: 'person-ada', entries }] },
})

it('says nothing of the same events', () => {
  const entries = [entry(1, 100, 'participantJoined'), entry(3, 101, 'participantLeft')]
  expect(diffCase(traced('p2p', ...entries), traced('livekit', ...entries))).toBe('')
})

it('leaves out what was before the case', () => {
  const before = entry(1, 99, 'participantJoined')
  const during = entry(3, 101, 'participantJoined')
  expect(diffCase(traced('p2p', before, during), traced('livekit', during))).toBe('')
})

it('shows what one of them did not tell, under both names', () => {
  const joined = entry(1, 100, 'participantJoined')
  const left = entry(3, 101, 'participantLeft')
  expect(diffCase(traced('p2p', joined, left), traced('livekit', joined)).split('\n')).toEqual([
    '--- p2p, person-ada',
    '+++ livekit, person-ada',
    '@@ person-ben @@',
    ' participantJoined',
    '-participantLeft',
  ])
})

it('shows a page that only one of them had', () => {
  const joined = entry(1, 100, 'participantJoined')
  expect(diffCase(traced('p2p', joined), traced('livekit'))).toContain('-participantJoined')
})
