import type { Stimuli, Subject } from '../harness/stimuli.ts'
import { MediaLine } from './media-line.ts'

/** The stimuli that lines of the suite do, on benches whose harness does not do them itself. */
export type LineStimuli = Pick<Stimuli, 'cutMedia' | 'degradeMedia'>

/** All lines of a bench: who needs one, and whose is whose. */
export class MediaLines {
  readonly #lines = new Map<MediaLine, Subject | null>()
  #seed: number

  /** @param seed whole number */
  constructor(seed: number) {
    this.#seed = seed
  }

  async open(): Promise<MediaLine> {
    this.#seed += 1
    const line = await MediaLine.open(this.#seed)
    this.#lines.set(line, null)
    return line
  }

  /** The page at the end of the line has access to a room. */
  assign(line: MediaLine, subject: Subject): void {
    this.#lines.set(line, subject)
  }

  close(line: MediaLine): void {
    line.close()
    this.#lines.delete(line)
  }

  readonly stimuli: LineStimuli = {
    cutMedia: async (subject) => this.#each(subject, (line) => line.cut()),
    degradeMedia: async (subject) => this.#each(subject, (line) => line.degrade()),
  }

  #each({ room, identity }: Subject, act: (line: MediaLine) => () => void): () => Promise<void> {
    const lines = [...this.#lines].flatMap(([line, end]) =>
      end?.room === room && end.identity === identity ? line : [],
    )
    if (lines.length === 0) throw new Error(`${identity} has no page with a media line in ${room}.`)
    const undo = lines.map(act)
    return async () => {
      for (const back of undo) back()
    }
  }
}
