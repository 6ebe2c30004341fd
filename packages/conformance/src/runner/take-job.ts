import { availableParallelism } from 'node:os'

interface Waiting {
  readonly waits?: true
}

/**
 * Takes the next job from a queue. The first lane leaves those that wait to the others while anything else is there, and the
 * others the rest to it: media of two lanes at once would take more of the machine than both have. A lane for which there is
 * no processor takes nothing but what waits.
 */
export function takeJob<T extends Waiting>(
  queue: (readonly T[])[],
  lane: number,
  processors = availableParallelism(),
): readonly T[] | undefined {
  const fits = (job: readonly T[]) => job.some(({ waits }) => waits) === lane > 0
  const index = queue.findIndex(fits)
  if (index < 0 && lane > 0 && lane >= processors) return undefined
  return queue.splice(Math.max(index, 0), 1)[0]
}
