import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LogPlayer } from './property/play-log.ts'
import { seededRandom } from './property/random.ts'
import type { Counts } from './property/room-log.ts'
import { VendorModel } from './property/vendor-model.ts'

// Types of Node are no part of this package.
const { env } = (globalThis as unknown as { process: { env: Record<string, string | undefined> } }).process
const logs = Number(env.TELEVID_PROPERTY_RUNS ?? 5000)
const seed = Number(env.TELEVID_PROPERTY_SEED ?? Date.now() % 2 ** 31)

test(`any legal order of a vendor's facts obeys the invariants and ends in the same room (${logs} logs)`, () => {
  const counts: Counts = {}
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.integer(), { minLength: 1, maxLength: 24, size: 'max' }),
      (order, operations) => {
        const log = new VendorModel(counts).build(operations)
        const player = new LogPlayer(log, seededRandom(order), counts)
        try {
          player.play()
        } catch (error) {
          throw new Error(`${(error as Error).message}\nafter\n${player.trace}`)
        }
      },
    ),
    { numRuns: logs, seed },
  )
  const lines = Object.entries(counts).map(([ingredient, count]) => `${String(count).padStart(9)} ${ingredient}`)
  console.info(`${logs} logs, TELEVID_PROPERTY_SEED=${seed}\n${lines.sort().reverse().join('\n')}`)
  if (logs >= 1000) expect(Object.keys(counts).length).toBe(ingredientCount)
}, 600_000)

/** Each ingredient of the model must have occurred. */
const ingredientCount = 27
