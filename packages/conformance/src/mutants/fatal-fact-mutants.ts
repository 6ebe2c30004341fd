import type { DisconnectReason } from '@televid/core'
import type { Fact, FactSink } from '@televid/core/adapter'
import { isArmed } from './armed.ts'
import type { FatalMutant } from './mutant.ts'
import { rekeyed } from './rekeyed.ts'
import { changingFacts, wrapAdapter } from './wrap-adapter.ts'

const kind = 'fatal'

const ended = (change: (reason: DisconnectReason) => DisconnectReason): FatalMutant['wrap'] =>
  changingFacts((fact) =>
    fact.type === 'connection-changed' && fact.state === 'disconnected' && fact.reason
      ? { ...fact, reason: { ...fact.reason, unified: change(fact.reason.unified) } }
      : fact,
  )

/** People of every session of this page, for A22. */
const everybody = new Map<string, Fact>()

/** Facts that are wrong or missing, and core cannot know it. */
export const fatalFactMutants: readonly FatalMutant[] = [
  {
    id: 'A1',
    fault: 'drops every `participant-gone`',
    kind,
    breaks: ['inv. 1'],
    kills: [{ case: 'roster/one-left-each', expects: /to be gone for person-/ }],
    wrap: changingFacts((fact) => (fact.type === 'participant-gone' ? null : fact)),
  },
  {
    id: 'A3',
    fault: 'reports camera as screen and screen as camera',
    kind,
    breaks: [],
    kills: [{ case: 'track/source-and-kind', expects: /^Waited 10000 ms for: the screen / }],
    wrap: changingFacts((fact) =>
      isArmed() && fact.type === 'track-present' && (fact.source === 'camera' || fact.source === 'screen')
        ? { ...fact, source: fact.source === 'camera' ? 'screen' : 'camera' }
        : fact,
    ),
  },
  {
    id: 'A7',
    fault: 'says `unknown` for every end',
    kind,
    breaks: ['inv. 5'],
    kills: [
      {
        case: 'reason/connection-lost',
        expects: /^last event: expected "disconnected connection-lost", was "disconnected unknown"$/,
      },
    ],
    wrap: ended(() => 'unknown'),
  },
  {
    id: 'A12',
    fault: 'uses the identity as presence key',
    kind,
    breaks: [],
    kills: [{ case: 'identity/new-stay-new-id', expects: /to be gone for person-|to be back/ }],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const identities = new Map<string, string>()
        return {
          fact(fact, forward) {
            if (fact.type === 'participant-present') identities.set(fact.participant, fact.identity)
            forward(rekeyed(fact, (participant) => identities.get(participant) ?? participant))
          },
        }
      }),
  },
  {
    id: 'A13',
    fault: 'never says `roster-synced`',
    kind,
    breaks: [],
    kills: [{ case: 'join/alone', expects: /^join\(\) resolved \d+ ms after the service accepted it, limit 5000$/ }],
    wrap: changingFacts((fact) => (fact.type === 'roster-synced' ? null : fact)),
  },
  {
    id: 'A14',
    fault: 'says `roster-synced` with an empty list after a reconnect',
    kind,
    breaks: ['inv. 4'],
    kills: [
      {
        case: 'fault/away-and-back',
        expects: /^what was wrong: expected null, was "(presence of who came back: |comings and goings told: )/,
      },
    ],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        let again = false
        return {
          fact(fact, forward) {
            again ||= fact.type === 'connection-changed' && fact.state === 'reconnecting'
            forward(again && fact.type === 'roster-synced' ? { ...fact, present: [] } : fact)
          },
        }
      }),
  },
  {
    id: 'A15',
    fault: 'takes the sender from the packet',
    kind,
    breaks: [],
    kills: [
      {
        case: 'message/sender-from-transport',
        expects: /^what person-cleo got: expected \[\{"from":"person-ada".*was \[\{"from":"person-ben"/,
      },
    ],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => {
        const identities = new Map<string, string>()
        return {
          fact(fact, forward) {
            if (fact.type === 'participant-present') identities.set(fact.participant, fact.identity)
            if (fact.type !== 'message-received') return forward(fact)
            const text = new TextDecoder('latin1').decode(fact.packet)
            const named = [...identities].find(
              ([key, identity]) => key !== fact.participant && (text.includes(key) || text.includes(identity)),
            )
            forward(named ? { ...fact, participant: named[0] } : fact)
          },
        }
      }),
  },
  {
    id: 'A16',
    fault: 'plays remote audio itself, beside core',
    kind,
    breaks: [],
    kills: [{ case: 'audio/once', expects: /^players per voice at person-\w+: expected \[1\], was \[[2-9]\]$/ }],
    wrap: changingFacts((fact) => {
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
    id: 'A18',
    fault: 'says `left` for a removal',
    kind,
    breaks: ['inv. 5'],
    kills: [{ case: 'reason/removed-is-never-harmless', expects: /^the removed page was told "left"$/ }],
    wrap: ended((reason) => (reason === 'removed' ? 'left' : reason)),
  },
  {
    id: 'A22',
    fault: 'keeps one map of participants for all sessions of the page',
    kind,
    breaks: [],
    kills: [{ case: 'identity/two-rooms-one-page', expects: /^the roster of the second room: / }],
    wrap: (adapter) =>
      wrapAdapter(adapter, () => ({
        fact(fact, forward) {
          if (fact.type === 'participant-present') everybody.set(fact.participant, fact)
          if (fact.type === 'participant-gone') everybody.delete(fact.participant)
          if (fact.type !== 'roster-synced') return forward(fact)
          for (const each of everybody.values()) forward(each)
          forward({ ...fact, present: [...everybody.keys()] })
        },
      })),
  },
  {
    id: 'A23',
    fault: 'puts the credentials into a warning',
    kind,
    breaks: [],
    kills: [{ case: 'error/no-secret', expects: /^\d+ lines of the run hold a credential$/ }],
    wrap: (adapter) =>
      wrapAdapter(adapter, ({ grant }) => ({
        session(_, sink) {
          sink({ type: 'warning-raised', code: 'joined', message: JSON.stringify(grant.credentials) })
          return {}
        },
      })),
  },
  {
    id: 'A26',
    fault: 'reports a pause of the network as mute',
    kind,
    breaks: [],
    kills: [{ case: 'fault/media-cut-is-no-mute', expects: /^tracks muted for person-\w+ by the cut: / }],
    wrap: changingFacts((fact) =>
      fact.type === 'track-present' && fact.paused ? { ...fact, paused: false, muted: true } : fact,
    ),
  },
  {
    id: 'A27',
    fault: 'after a reconnect reports only who was known before',
    kind,
    breaks: ['inv. 1', 'inv. 4'],
    kills: [
      {
        case: 'fault/came-during-the-cut',
        expects: /^what was wrong: expected null, was "Waited 20000 ms for: who came to be announced/,
      },
    ],
    wrap: (adapter) => wrapAdapter(adapter, () => onlyKnownBefore()),
  },
]

function onlyKnownBefore() {
  const known = new Set<string>()
  let again = false
  return {
    fact(fact: Fact, forward: FactSink) {
      again ||= fact.type === 'connection-changed' && fact.state === 'reconnecting'
      if (fact.type === 'participant-present' && !again) known.add(fact.participant)
      if (fact.type === 'participant-present' && !known.has(fact.participant)) return
      forward(
        fact.type === 'roster-synced' && again
          ? { ...fact, present: fact.present.filter((key) => known.has(key)) }
          : fact,
      )
    },
  }
}
