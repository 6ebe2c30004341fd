import { expect, it } from 'vitest'
import { ReconnectWatch } from './reconnect-watch.ts'

it('awaits somebody back who was reported in the burst and is not in its roster', () => {
  const watch = new ReconnectWatch()
  const present = (participant: string, at: number) =>
    watch.fact({ type: 'participant-present', participant, identity: 'ana' }, at, true)
  watch.joinStarted()
  present('p1', 0)
  watch.reconnecting(['ana'])
  present('p1', 10)
  watch.connected(20)
  expect(watch.holds(30)).toBe(true)
  watch.fact({ type: 'roster-synced', present: [] }, 40, true)
  expect(watch.holds(50)).toBe(false)
  present('p2', 60)
  expect(watch.mustReturn('ana')).toBe(true)
  present('p3', 70)
  expect(watch.mustReturn('ana')).toBe(false)
})
