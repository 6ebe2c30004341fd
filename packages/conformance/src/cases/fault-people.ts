import type { ConformanceCase } from '../conformance-case.ts'
import { peopleDuringACut } from './people-during-a-cut.ts'

/** Who comes and goes while one page is cut off. All look at one cut. */
export const faultPeople: readonly ConformanceCase[] = [
  {
    id: 'fault/came-during-the-cut',
    title: 'Who joined during the cut is announced once afterwards, with `initial: false`.',
    level: 'MUST',
    waits: true,
    act: 'people during a cut',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 1, 4',
    timeoutMs: 120_000,
    async run(context) {
      context.equal((await peopleDuringACut(context)).came, null, 'what was wrong')
    },
  },
  {
    id: 'fault/away-then-left',
    title: 'Who left during the cut is `away` afterwards and left after 15 s, once.',
    level: 'MUST',
    waits: true,
    act: 'people during a cut',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 4; decision 3',
    timeoutMs: 120_000,
    async run(context) {
      context.equal((await peopleDuringACut(context)).left, null, 'what was wrong')
    },
  },
  {
    id: 'fault/away-and-back',
    title:
      'Who left and came back during the cut is the same participant object with the same track objects; generations rose.',
    level: 'MUST',
    waits: true,
    act: 'people during a cut',
    stimuli: ['cutSignaling', 'cutMedia'],
    proves: 'inv. 4; decision 3',
    timeoutMs: 120_000,
    async run(context) {
      context.equal((await peopleDuringACut(context)).returned, null, 'what was wrong')
    },
  },
]
