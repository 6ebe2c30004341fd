import { describe, expect, it } from 'vitest'
import type { AbsorbedMutant, CoreMutant, FatalMutant } from '../mutants/mutant.ts'
import { planMutants } from './plan-mutants.ts'

const fatal: FatalMutant = {
  id: 'A1',
  fault: 'a',
  kind: 'fatal',
  breaks: [],
  kills: [{ case: 'join/alone', expects: /a/ }],
  wrap: (adapter) => adapter,
}
const absorbed: AbsorbedMutant = {
  id: 'F1',
  fault: 'f',
  kind: 'absorbed',
  breaks: [],
  absorbs: [{ case: 'mute/back-on', violates: ['key-reused'] }],
  wrap: (adapter) => adapter,
}
const core: CoreMutant = {
  id: 'B1',
  fault: 'b',
  kind: 'core',
  breaks: [],
  patches: [],
  kills: [
    { case: 'mute/back-on', expects: /b/, under: 'F1' },
    { case: 'join/alone', expects: /c/ },
  ],
}

describe('planMutants', () => {
  it('lets pass first, then fail, each against what it passes without', () => {
    expect(planMutants([fatal, core, absorbed], [absorbed])).toEqual([
      {
        mutant: absorbed,
        case: 'mute/back-on',
        wrapper: absorbed,
        goal: { passes: true, violates: ['key-reused'] },
      },
      { mutant: fatal, case: 'join/alone', wrapper: fatal, goal: { fails: /a/, baseline: 'plain join/alone' } },
      {
        mutant: core,
        case: 'mute/back-on',
        core,
        wrapper: absorbed,
        goal: { fails: /b/, baseline: 'F1 mute/back-on' },
      },
      { mutant: core, case: 'join/alone', core, goal: { fails: /c/, baseline: 'plain join/alone' } },
    ])
  })

  it('adds the run without the patch for a core mutant that is asked for alone', () => {
    expect(planMutants([core], [absorbed]).map(({ mutant }) => mutant.id)).toEqual(['F1', 'B1', 'B1'])
  })

  it('refuses a core mutant under something that is not there, or that does not name the case', () => {
    expect(() => planMutants([core], [])).toThrow('B1 is planted under F1, which is not known.')
    const other = { ...absorbed, absorbs: [] }
    expect(() => planMutants([core], [other])).toThrow('F1 does not say that mute/back-on passes under it.')
  })
})
