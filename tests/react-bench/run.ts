import { flushSync } from 'react-dom'
import { watchRenders } from './rendered-components.ts'
import { participants, type Subject } from './subject.ts'

export interface Rendered {
  readonly tiles: number
  readonly grids: number
  readonly components: number
}

export interface Row {
  readonly name: string
  readonly how: string
  /** Most that any one of 50 mutes rendered. */
  readonly mute: Rendered
  /** Most that any change from one speaker to the next rendered. */
  readonly speaker: Rendered
  /** Medians of the batches. */
  readonly millisecondsPerMute: number
  readonly millisecondsPerSpeaker: number
}

declare global {
  interface Window {
    /** What `scripts/bench-react.mjs` calls. */
    runBench(batches: number): Promise<readonly Row[]>
  }
}

/** Opens the subjects one after another, counts what each renders, and times them in batches that take turns. */
export async function run(
  open: readonly ((element: HTMLElement) => Promise<Subject>)[],
  batches: number,
): Promise<readonly Row[]> {
  const subjects: Subject[] = []
  for (const start of open) {
    const element = document.body.appendChild(document.createElement('section'))
    const subject = await start(element)
    const ready = () => element.querySelectorAll('video').length === participants
    await until(`${participants} videos of ${subject.name}`, ready)
    subjects.push(subject)
  }
  // What a library does a moment after the last track came is not what is measured.
  await until('everything to be quiet', quiet())

  const counts = subjects.map((subject) => {
    const mute = mostOf(subject, (index) => subject.mute(index, true))
    expectShown(subject, 'muted', subject.mutedTiles(), participants)
    for (let index = 0; index < participants; index++) flushSync(() => subject.mute(index, false))
    flushSync(() => subject.speak(participants - 1))
    const speaker = mostOf(subject, (index) => subject.speak(index))
    expectShown(subject, 'speaking', subject.speakingTiles(), 1)
    return { mute, speaker }
  })

  const times = subjects.map(() => ({ mute: [] as number[], speaker: [] as number[] }))
  for (let batch = -3; batch < batches; batch++) {
    const muted = batch % 2 === 0
    for (const [index, subject] of subjects.entries()) {
      const mute = timeOf((person) => subject.mute(person, muted))
      expectShown(subject, 'muted', subject.mutedTiles(), muted ? participants : 0)
      const speaker = timeOf((person) => subject.speak(person))
      expectShown(subject, 'speaking', subject.speakingTiles(), 1)
      // The first batches warm the compiler up.
      if (batch >= 0) {
        times[index]?.mute.push(mute)
        times[index]?.speaker.push(speaker)
      }
      await new Promise(requestAnimationFrame)
    }
  }
  return subjects.flatMap(({ name, how }, index) => {
    const [count, time] = [counts[index], times[index]]
    if (!count || !time) return []
    return { name, how, ...count, millisecondsPerMute: median(time.mute), millisecondsPerSpeaker: median(time.speaker) }
  })
}

/** Every change is rendered and committed before the next one, so that a library cannot win by doing several at once. */
function timeOf(change: (index: number) => void): number {
  const started = performance.now()
  for (let index = 0; index < participants; index++) flushSync(() => change(index))
  return (performance.now() - started) / participants
}

function mostOf({ tile, grid }: Subject, change: (index: number) => void): Rendered {
  const most = { tiles: 0, grids: 0, components: 0 }
  for (let index = 0; index < participants; index++) {
    const stop = watchRenders()
    flushSync(() => change(index))
    const rendered = stop()
    most.tiles = Math.max(most.tiles, rendered.filter((type) => type === tile).length)
    most.grids = Math.max(most.grids, rendered.filter((type) => type === grid).length)
    most.components = Math.max(most.components, rendered.length)
  }
  return most
}

function expectShown({ name }: Subject, what: string, shown: number, expected: number): void {
  if (shown !== expected) throw new Error(`${name} shows ${shown} ${what} tiles instead of ${expected}.`)
}

/** No commit for ten frames in a row. */
function quiet(): () => boolean {
  let frames = 0
  let stop = watchRenders()
  return () => {
    frames = stop().length === 0 ? frames + 1 : 0
    stop = watchRenders()
    if (frames < 10) return false
    stop()
    return true
  }
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited 20 s for ${what}.`)
    await new Promise(requestAnimationFrame)
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
