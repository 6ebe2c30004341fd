import type { DisconnectReason } from '@televid/core'
import type { Fact, SourceState, StatsRecord, VendorSession } from '@televid/core/adapter'
import type { AdapterMutant } from './adapter-mutant.ts'
import { rekeyed } from './rekeyed.ts'
import { wrapAdapter } from './wrap-adapter.ts'

/** Changes facts one by one; `null` swallows. */
const facts =
  (change: (fact: Fact) => Fact | null): AdapterMutant['wrap'] =>
  (adapter) =>
    wrapAdapter(adapter, () => ({
      fact(fact, forward) {
        const changed = change(fact)
        if (changed) forward(changed)
      },
    }))

const session =
  (replace: (session: VendorSession) => Partial<VendorSession>): AdapterMutant['wrap'] =>
  (adapter) =>
    wrapAdapter(adapter, () => ({ session: replace }))

const ended = (change: (reason: DisconnectReason) => DisconnectReason): AdapterMutant['wrap'] =>
  facts((fact) =>
    fact.type === 'connection-changed' && fact.state === 'disconnected' && fact.reason
      ? { ...fact, reason: { ...fact.reason, unified: change(fact.reason.unified) } }
      : fact,
  )

/** Faults that core cannot mend. */
export const fatalMutants: readonly AdapterMutant[] = [
  {
    id: 'A1',
    fault: 'drops every `participant-gone`',
    kind: 'fatal',
    cases: ['roster/one-left-each'],
    wrap: facts((fact) => (fact.type === 'participant-gone' ? null : fact)),
  },
  {
    id: 'A2',
    fault: 'goes on sending while muted',
    kind: 'fatal',
    cases: ['mute/kept-capture-is-silence-too'],
    wrap: session((inner) => {
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
    id: 'A3',
    fault: 'reports camera as screen and screen as camera',
    kind: 'fatal',
    cases: ['track/source-and-kind'],
    wrap: facts((fact) =>
      fact.type === 'track-present' && (fact.source === 'camera' || fact.source === 'screen')
        ? { ...fact, source: fact.source === 'camera' ? 'screen' : 'camera' }
        : fact,
    ),
  },
  {
    id: 'A5',
    fault: 'declares `targetedMessages` and broadcasts',
    kind: 'fatal',
    cases: ['message/target-on-the-wire'],
    wrap: session(({ messages }) => ({
      messages: messages && { send: (packet, options) => messages.send(packet, { ...options, to: null }) },
    })),
  },
  {
    id: 'A6',
    fault: 'keeps a clone of the camera and never ends it',
    kind: 'fatal',
    cases: ['light/camera-off'],
    wrap: session((inner) => ({
      setSource(source, state) {
        state.track?.clone()
        return inner.setSource(source, state)
      },
    })),
  },
  {
    id: 'A7',
    fault: 'says `unknown` for every end',
    kind: 'fatal',
    cases: ['reason/connection-lost'],
    wrap: ended(() => 'unknown'),
  },
  {
    id: 'A8',
    fault: 'gives jitter in seconds',
    kind: 'fatal',
    cases: ['stats/milliseconds'],
    wrap: session(({ stats }) => ({
      stats: stats && {
        sample: async () =>
          (await stats.sample()).map(
            (record): StatsRecord =>
              record.jitterMs === undefined ? record : { ...record, jitterMs: record.jitterMs / 1000 },
          ),
      },
    })),
  },
  {
    id: 'A9',
    fault: 'gives levels as 0 to 32767',
    kind: 'fatal',
    cases: ['speaker/level-scale'],
    wrap: session(({ levels }) => ({
      levels: levels && {
        sample: async () => new Map([...(await levels.sample())].map(([key, level]) => [key, level * 32_767])),
      },
    })),
  },
  {
    id: 'A10',
    fault: 'loses every fiftieth packet',
    kind: 'fatal',
    cases: ['message/order'],
    wrap: session(({ messages }) => {
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
    id: 'A12',
    fault: 'uses the identity as presence key',
    kind: 'fatal',
    cases: ['identity/new-stay-new-id'],
    wrap: (adapter) => wrapAdapter(adapter, () => rekeyed()),
  },
  {
    id: 'A13',
    fault: 'never says `roster-synced`',
    kind: 'fatal',
    cases: ['join/alone'],
    wrap: facts((fact) => (fact.type === 'roster-synced' ? null : fact)),
  },
  {
    id: 'A16',
    fault: 'plays remote audio itself, beside core',
    kind: 'fatal',
    cases: ['audio/once'],
    wrap: facts((fact) => {
      if (fact.type === 'track-present' && fact.kind === 'audio' && fact.media) {
        const element = document.createElement('audio')
        element.autoplay = true
        element.srcObject = new MediaStream([fact.media])
        document.body.append(element)
      }
      return fact
    }),
  },
  {
    id: 'A17',
    fault: 'opens a microphone of its own at join',
    kind: 'fatal',
    cases: ['light/sdk-opens-no-device'],
    wrap: (adapter) => ({
      ...adapter,
      async join(request, sink) {
        await navigator.mediaDevices.getUserMedia({ audio: true })
        return adapter.join(request, sink)
      },
    }),
  },
  {
    id: 'A18',
    fault: 'says `left` for a removal',
    kind: 'fatal',
    cases: ['reason/removed-is-never-harmless'],
    wrap: ended((reason) => (reason === 'removed' ? 'left' : reason)),
  },
  {
    id: 'A20',
    fault: 'resolves `setSource` at once and tells the far side 5 s later',
    kind: 'fatal',
    cases: ['mute/told-within-2-s'],
    wrap: session((inner) => ({
      async setSource(source, state) {
        if (state.track) await inner.setSource(source, state)
        else setTimeout(() => void inner.setSource(source, state).catch(() => {}), 5_000)
      },
    })),
  },
  {
    id: 'A21',
    fault: '`leaveNow()` does nothing, and `leave()` waits a turn first',
    kind: 'fatal',
    cases: ['leave/tab-closed'],
    wrap: session((inner) => ({
      leaveNow() {},
      async leave() {
        await new Promise((resolve) => setTimeout(resolve, 100))
        await inner.leave()
      },
    })),
  },
  {
    id: 'A23',
    fault: 'puts the credentials into a warning',
    kind: 'fatal',
    cases: ['error/no-secret'],
    wrap: (adapter) =>
      wrapAdapter(adapter, ({ grant }) => ({
        session(_, sink) {
          sink({ type: 'warning-raised', code: 'joined', message: JSON.stringify(grant.credentials) })
          return {}
        },
      })),
  },
  {
    id: 'A24',
    fault: 'keeps one clone more at each toggle',
    kind: 'fatal',
    cases: ['light/no-stray-clone'],
    wrap: session((inner) => {
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
    kind: 'fatal',
    cases: ['leak/quiet-after-leave'],
    wrap: session(() => {
      setInterval(() => void fetch('/', { cache: 'no-store' }), 500)
      return {}
    }),
  },
]
