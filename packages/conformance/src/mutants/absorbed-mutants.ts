import type { Fact } from '@televid/core/adapter'
import type { AdapterMutant } from './adapter-mutant.ts'
import { wrapAdapter } from './wrap-adapter.ts'

/** Faults that core absorbs: apps must not notice, and the facts' own check must name them. */
export const absorbedMutants: readonly AdapterMutant[] = [
  {
    id: 'F1',
    fault: 'reports every participant twice, the second time 200 ms later',
    kind: 'absorbed',
    cases: ['roster/one-joined-each'],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => ({
        fact(fact, forward) {
          forward(fact)
          if (fact.type === 'participant-present') setTimeout(() => forward(fact), 200)
        },
      })),
  },
  {
    id: 'F2',
    fault: 'repeats the last fact of a presence and of a track 500 ms after its end',
    kind: 'absorbed',
    cases: ['roster/one-joined-each', 'screen/stopped-by-the-app'],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const last = new Map<string, Fact>()
        return {
          fact(fact, forward) {
            forward(fact)
            if (fact.type === 'participant-present') last.set(fact.participant, fact)
            if (fact.type === 'track-present') last.set(fact.track, fact)
            const key =
              fact.type === 'participant-gone' ? fact.participant : fact.type === 'track-gone' ? fact.track : undefined
            const late = key === undefined ? undefined : last.get(key)
            if (late) setTimeout(() => forward(late), 500)
          },
        }
      }),
  },
  {
    id: 'F3',
    fault: 'delivers each track before its owner',
    kind: 'absorbed',
    cases: ['roster/tracks-of-who-was-here', 'order/connected-before-people'],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => ({
        fact(fact, forward) {
          // One delay for all of them keeps the barrier of the roster behind the people it lists.
          const late = ['participant-present', 'participant-gone', 'roster-synced'].includes(fact.type)
          if (late) setTimeout(() => forward(fact), 300)
          else forward(fact)
        },
      })),
  },
  {
    id: 'F5',
    fault: 'goes on reporting for 2 s after `leave()`',
    kind: 'absorbed',
    cases: ['order/nothing-after-the-end', 'order/earlier-join-does-not-leak'],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const seen: Fact[] = []
        return {
          fact(fact, forward) {
            if (fact.type === 'participant-present' || fact.type === 'track-present') seen.push(fact)
            forward(fact)
          },
          session: (inner, sink) => ({
            async leave() {
              await inner.leave()
              const timer = setInterval(() => {
                for (const fact of seen) sink(fact)
                sink({ type: 'quality-changed', participant: 'self', quality: { unified: 1, raw: null } })
                sink({ type: 'speakers-changed', speakers: [{ participant: 'self', level: 1 }] })
              }, 200)
              setTimeout(() => clearInterval(timer), 2_000)
            },
          }),
        }
      }),
  },
  {
    id: 'F10',
    fault: 'reports `disconnected` three times, with `reconnecting` after it',
    kind: 'absorbed',
    cases: ['reason/one-end-only'],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => ({
        fact(fact, forward) {
          forward(fact)
          if (fact.type !== 'connection-changed' || fact.state !== 'disconnected') return
          forward(fact)
          forward({ type: 'connection-changed', state: 'reconnecting' })
          forward(fact)
        },
      })),
  },
  {
    id: 'F11',
    fault: 'says `track-gone` for every mute and a new `track-present` for every unmute',
    kind: 'absorbed',
    cases: ['track/steady-until-left'],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const keys = new Map<string, number>()
        return {
          fact(fact, forward) {
            if (fact.type !== 'track-present') return forward(fact)
            const turn = keys.get(fact.track) ?? 0
            const track = `${fact.track}#${turn}`
            if (!fact.muted) return forward({ ...fact, track })
            keys.set(fact.track, turn + 1)
            forward({ type: 'track-gone', track })
          },
        }
      }),
  },
]
