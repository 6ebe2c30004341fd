import type { SourceState, StatsRecord } from '@televid/core/adapter'
import type { FatalMutant } from './mutant.ts'
import { changingSession, wrapAdapter } from './wrap-adapter.ts'

const kind = 'fatal'

/** A session that does something else than it was asked to, and core cannot know it. */
export const fatalSessionMutants: readonly FatalMutant[] = [
  {
    id: 'A2',
    fault: 'goes on sending while muted',
    kind,
    breaks: [],
    kills: [
      {
        case: 'mute/kept-capture-is-silence-too',
        expects: /^Waited 10000 ms for: person-\w+ to hear nothing of person-/,
      },
    ],
    wrap: changingSession((inner) => {
      let kept: MediaStreamTrack | null = null
      return {
        setSource(source, state) {
          if (state.track && !state.muted) kept = state.track.clone()
          const leaking: SourceState = state.muted && kept ? { track: kept.clone(), muted: false } : state
          return inner.setSource(source, leaking)
        },
      }
    }),
  },
  {
    id: 'A4',
    fault: 'swallows the refusal of a publication',
    kind,
    breaks: [],
    kills: [
      {
        case: 'moderation/service-refuses-publication',
        expects: /^person-ben may not publish, and camera\.enable\(\) did not reject$/,
      },
    ],
    wrap: changingSession((inner) => ({
      setSource: (source, state) => inner.setSource(source, state).catch(() => {}),
    })),
  },
  {
    id: 'A5',
    fault: 'declares `targetedMessages` and broadcasts',
    kind,
    breaks: [],
    kills: [{ case: 'message/target-on-the-wire', expects: /^what the third got: / }],
    wrap: changingSession(({ messages }) => ({
      messages: messages && { send: (packet, options) => messages.send(packet, { ...options, to: null }) },
    })),
  },
  {
    id: 'A6',
    fault: 'keeps a clone of the clone it was given, and never ends that',
    kind,
    breaks: ['inv. 9'],
    kills: [{ case: 'light/camera-off', expects: /^live video tracks after disable\(\): / }],
    wrap: changingSession((inner) => ({
      setSource(source, state) {
        state.track?.clone()
        return inner.setSource(source, state)
      },
    })),
  },
  {
    id: 'A8',
    fault: 'gives jitter and round-trip time in seconds',
    kind,
    breaks: [],
    kills: [{ case: 'stats/milliseconds', expects: /: (jitterMs|roundTripMs) [\d.e-]+, the browser has / }],
    wrap: changingSession(({ stats }) => ({
      stats: stats && {
        sample: async () =>
          (await stats.sample()).map(
            (record): StatsRecord => ({
              ...record,
              ...(record.jitterMs !== undefined && { jitterMs: record.jitterMs / 1000 }),
              ...(record.roundTripMs !== undefined && { roundTripMs: record.roundTripMs / 1000 }),
            }),
          ),
      },
    })),
  },
  {
    id: 'A9',
    fault: 'gives levels as 0 to 32767',
    kind,
    breaks: [],
    kills: [{ case: 'speaker/level-scale', expects: /^half amplitude reads 1$|^levels outside 0\.\.1/ }],
    wrap: changingSession(({ levels }) => ({
      levels: levels && {
        sample: async () => new Map([...(await levels.sample())].map(([key, level]) => [key, level * 32_767])),
      },
    })),
  },
  {
    id: 'A10',
    fault: 'loses every fiftieth packet',
    kind,
    breaks: [],
    kills: [{ case: 'message/order', expects: /^what arrived: |for: the last message/ }],
    wrap: changingSession(({ messages }) => {
      let sent = 0
      return {
        messages: messages && {
          async send(packet, options) {
            sent += 1
            if (sent % 50 !== 0) await messages.send(packet, options)
          },
        },
      }
    }),
  },
  {
    id: 'A11',
    fault: 'ignores the signal of the join, and `leave()` of a late session does nothing',
    kind,
    breaks: ['inv. 8'],
    kills: [{ case: 'join/late-session-is-left', expects: /for: person-cleo to have no connection and no live track/ }],
    wrap: (adapter) =>
      wrapAdapter(adapter, ({ signal }) => ({
        request: (request) => ({ ...request, signal: new AbortController().signal }),
        session: () => (signal.aborted ? { leave: async () => {} } : {}),
      })),
  },
  {
    id: 'A17',
    fault: 'opens a microphone of its own at join',
    kind,
    breaks: ['inv. 9'],
    kills: [{ case: 'light/sdk-opens-no-device', expects: /^calls at the join and at camera on: / }],
    wrap: (adapter) => ({
      ...adapter,
      async join(request, sink) {
        await navigator.mediaDevices.getUserMedia({ audio: true })
        return adapter.join(request, sink)
      },
    }),
  },
  {
    id: 'A19',
    fault: 'rejoins by itself after a removal',
    kind,
    breaks: ['inv. 5'],
    kills: [{ case: 'moderation/does-not-come-back', expects: /^connections made by the removed page: / }],
    wrap: (adapter) => ({
      ...adapter,
      join: (request, sink) =>
        adapter.join(request, (fact) => {
          sink(fact)
          if (fact.type !== 'connection-changed' || fact.state !== 'disconnected') return
          if (fact.reason.unified !== 'removed') return
          const again = { ...request, signal: new AbortController().signal }
          setTimeout(() => void adapter.join(again, () => {}).catch(() => {}), 1_000)
        }),
    }),
  },
  {
    id: 'A20',
    fault: 'resolves `setSource` at once and tells the far side 5 s later',
    kind,
    breaks: [],
    kills: [{ case: 'mute/told-within-2-s', expects: /^Waited 2000 ms for: camera to be off/ }],
    wrap: changingSession((inner) => ({
      async setSource(source, state) {
        if (state.track) await inner.setSource(source, state)
        else setTimeout(() => void inner.setSource(source, state).catch(() => {}), 5_000)
      },
    })),
  },
  {
    id: 'A21',
    fault: '`leaveNow()` does nothing, and `leave()` waits a turn first',
    kind,
    breaks: [],
    kills: [{ case: 'leave/tab-closed', expects: /^Waited 5000 ms for: person-\w+ to have left/ }],
    wrap: changingSession((inner) => ({
      leaveNow() {},
      async leave() {
        await new Promise((resolve) => setTimeout(resolve, 100))
        await inner.leave()
      },
    })),
  },
  {
    id: 'A24',
    fault: 'keeps one clone more at each toggle',
    kind,
    breaks: ['inv. 9'],
    kills: [{ case: 'light/no-stray-clone', expects: /^\w+ captures: expected 1|live \w+ tracks became \d+$/ }],
    wrap: changingSession((inner) => {
      const clones: MediaStreamTrack[] = []
      return {
        setSource(source, state) {
          if (state.track) clones.push(state.track.clone())
          return inner.setSource(source, state)
        },
        async leave() {
          for (const clone of clones) clone.stop()
          await inner.leave()
        },
      }
    }),
  },
  {
    id: 'A25',
    fault: 'lets a poll run on after `leave()`',
    kind,
    breaks: [],
    kills: [{ case: 'leak/quiet-after-leave', expects: /^what the page sent: / }],
    wrap: changingSession(() => {
      setInterval(() => void fetch('/', { cache: 'no-store' }), 500)
      return {}
    }),
  },
]
