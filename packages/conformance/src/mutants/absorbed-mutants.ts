import type { Fact } from '@televid/core/adapter'
import { isArmed } from './armed.ts'
import type { AbsorbedMutant } from './mutant.ts'
import { newKeysAfterReconnect } from './new-keys-after-reconnect.ts'
import { ownerLast } from './owner-last.ts'
import { wrapAdapter } from './wrap-adapter.ts'

const kind = 'absorbed'
const breaks = [] as const
const noTargets = { targetedMessages: { support: 'none' } } as const

/** Calls back after so many ms, which the fault names. */
const later = (ms: number, callback: () => void): void => void setTimeout(callback, ms)
const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Faults that core absorbs: apps must not notice, and the facts' own check must name them. */
export const absorbedMutants: readonly AbsorbedMutant[] = [
  {
    id: 'F1',
    fault: 'reports every participant twice, 200 ms later as somebody who joined just then under the same key',
    kind,
    breaks,
    absorbs: [{ case: 'roster/one-joined-each', violates: ['key-reused'] }],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => ({
        fact(fact, forward) {
          forward(fact)
          if (fact.type === 'participant-present') later(200, () => forward({ ...fact, joinedAt: Date.now() }))
        },
      })),
  },
  {
    id: 'F2',
    fault: 'lets a presence and a track come and go once more under the old key, 500 ms after their end',
    kind,
    breaks,
    absorbs: [
      { case: 'roster/one-joined-each', violates: ['key-reused', 'gone-twice'] },
      { case: 'screen/stopped-by-the-app', violates: ['gone-twice'] },
    ],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const last = new Map<string, Fact>()
        return {
          fact(fact, forward) {
            forward(fact)
            if (fact.type === 'participant-present') last.set(fact.participant, { ...fact, joinedAt: Date.now() })
            if (fact.type === 'track-present') last.set(fact.track, fact)
            const key =
              fact.type === 'participant-gone' ? fact.participant : fact.type === 'track-gone' ? fact.track : undefined
            const late = key === undefined ? undefined : last.get(key)
            if (!late) return
            later(500, () => forward(late))
            later(700, () => forward(fact))
          },
        }
      }),
  },
  {
    id: 'F3',
    fault:
      'says `roster-synced` first, then the tracks, then whose they are, each once, and all before `join` resolves',
    kind,
    breaks,
    absorbs: [
      { case: 'roster/tracks-of-who-was-here', violates: ['roster-synced-lists-unknown'] },
      { case: 'order/connected-before-people', violates: ['roster-synced-lists-unknown'] },
    ],
    wrap: (adapter) => wrapAdapter(adapter, () => ownerLast({ newcomers: false })),
  },
  {
    id: 'F4',
    fault: 'reports newcomers and who was there in the opposite order, and their end before that of their tracks',
    kind,
    breaks,
    absorbs: [
      { case: 'order/join-order', violates: ['roster-synced-lists-unknown'] },
      { case: 'order/leave-order', violates: ['roster-synced-lists-unknown'] },
    ],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const { fact: reverse, opened } = ownerLast({ newcomers: true })
        return {
          fact(fact, forward) {
            if (isArmed() && fact.type === 'track-gone') later(300, () => forward(fact))
            else reverse?.(fact, forward)
          },
          ...(opened && { opened }),
        }
      }),
  },
  {
    id: 'F5',
    fault:
      'says `disconnected` after `leave()`, and goes on reporting for 2 s: who was there, a newcomer, own quality, speakers',
    kind,
    breaks,
    absorbs: [
      { case: 'order/nothing-after-the-end', violates: ['fact-after-disconnected'] },
      { case: 'order/earlier-join-does-not-leak', violates: ['fact-after-disconnected'] },
    ],
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
              sink({ type: 'connection-changed', state: 'disconnected', reason: { unified: 'left', raw: null } })
              const timer = setInterval(() => {
                for (const fact of seen) sink(fact)
                sink({ type: 'participant-present', participant: 'newcomer', identity: 'person-nobody' })
                sink({ type: 'quality-changed', participant: 'self', quality: { unified: 1, raw: null } })
                sink({ type: 'speakers-changed', speakers: [{ participant: 'self', level: 1 }] })
              }, 200)
              later(2_000, () => clearInterval(timer))
            },
          }),
        }
      }),
  },
  {
    id: 'F6',
    fault:
      'after `reconnecting` reports everybody gone, then back under new keys, and lists those who are gone beside the new ones',
    kind,
    breaks,
    absorbs: [
      { case: 'fault/away-then-left', violates: ['roster-synced-lists-gone'] },
      { case: 'fault/away-and-back', violates: ['roster-synced-lists-gone'] },
    ],
    wrap: (adapter) => wrapAdapter(adapter, () => newKeysAfterReconnect()),
  },
  {
    id: 'F7',
    fault:
      'gives a new binding key and a clone of the media whenever a track goes live, ends the old picture, leaves the old voice running, and never says that the old binding is gone',
    kind,
    breaks,
    absorbs: [
      { case: 'track/same-track-over-off-and-on', violates: ['track-left-behind'] },
      { case: 'audio/once-after-unmute', violates: ['track-left-behind'] },
    ],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const bindings = new Map<string, { turn: number; live: boolean; media: MediaStreamTrack | null }>()
        return {
          fact(fact, forward) {
            if (fact.type !== 'track-present' || !fact.media) return forward(fact)
            const known = bindings.get(fact.track)
            const binding = known ?? { turn: 0, live: false, media: null }
            bindings.set(fact.track, binding)
            if (!fact.muted && !binding.live) {
              // The first time counts: an earlier binding is told of, as if there had been one.
              if (!known) forward({ ...fact, track: `${fact.track}#0`, muted: true, media: null })
              binding.turn += 1
              binding.media = fact.media.clone()
            }
            if (fact.muted && fact.kind === 'video') binding.media?.stop()
            binding.live = !fact.muted
            forward({ ...fact, track: `${fact.track}#${binding.turn}`, media: binding.media ?? fact.media })
          },
        }
      }),
  },
  {
    id: 'F8',
    fault: 'reports people 2 s after `join` resolved, and `roster-synced` 6 s after it',
    kind,
    breaks,
    absorbs: [{ case: 'join/resolves-with-roster', violates: ['roster-synced-missing'] }],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        let open: (() => void) | undefined
        const opened = new Promise<void>((resolve) => {
          open = resolve
        })
        const from = (ms: number) => opened.then(() => passed(ms))
        const [people, roster] = [from(2_000), from(6_000)]
        return {
          fact(fact, forward) {
            if (!isArmed() || fact.type === 'connection-changed') forward(fact)
            else void (fact.type === 'roster-synced' ? roster : people).then(() => forward(fact))
          },
          opened: async () => open?.(),
        }
      }),
  },
  {
    id: 'F9',
    fault: 'ignores the abort and hands its session over 0.2 s late',
    kind,
    breaks,
    absorbs: [
      // "A session that arrives later is left by core", AdapterJoinRequest.signal.
      { case: 'join/abort-while-service-holds', violates: [] },
      { case: 'join/late-session-is-left', violates: [] },
    ],
    wrap: (adapter) =>
      wrapAdapter(adapter, ({ signal }) => ({
        request: (request) => ({ ...request, signal: new AbortController().signal }),
        opened: () => (signal.aborted ? passed(200) : Promise.resolve()),
      })),
  },
  {
    id: 'F10',
    fault: 'reports `disconnected` three times, with `reconnecting` after it',
    kind,
    breaks,
    absorbs: [{ case: 'reason/one-end-only', violates: ['fact-after-disconnected'] }],
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
    kind,
    breaks,
    // "An adapter may report either", TrackPresentFact.
    absorbs: [{ case: 'track/steady-until-left', violates: [] }],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const keys = new Map<string, number>()
        return {
          fact(fact, forward) {
            if (fact.type === 'track-gone')
              return forward({ ...fact, track: `${fact.track}#${keys.get(fact.track) ?? 0}` })
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
  {
    id: 'F12',
    fault: 'declares no targeted messages, although it has them',
    kind,
    breaks,
    // An adapter may declare less than its vendor has.
    absorbs: [{ case: 'message/target-refused', violates: [] }],
    declares: noTargets,
    wrap: (adapter) => ({ ...adapter, capabilities: { ...adapter.capabilities, ...noTargets } }),
  },
]
