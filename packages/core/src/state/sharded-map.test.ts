import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ShardedMap } from './sharded-map.ts'

it('is a map whose earlier versions stay as they were, and that knows what changed', () => {
  const step = fc.record({ key: fc.string({ maxLength: 3 }), value: fc.option(fc.nat(5), { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(step, { size: 'large' }), (steps) => {
      let map = ShardedMap.empty<number>()
      const model = new Map<string, number>()
      for (const { key, value } of steps) {
        const before = map
        const had = model.get(key)
        if (value === undefined) model.delete(key)
        else model.set(key, value)
        map = value === undefined ? map.delete(key) : map.set(key, value)

        const changes: unknown[] = []
        before.forEachChange(map, (old, now) => changes.push([old, now]))
        expect(changes).toEqual(had === value ? [] : [[had, value]])
        expect([before.get(key), map.get(key)]).toEqual([had, value])
        expect(map === before).toBe(had === value)
      }
      expect([...map.values()].sort()).toEqual([...model.values()].sort())
      expect(map.size).toBe(model.size)
    }),
    { numRuns: 100 },
  )
})
