import type { CoreMutant } from '../mutant.ts'

const kind = 'core'

/** The reducer, and what is derived from it, with a guard less. */
export const stateMutants: readonly CoreMutant[] = [
  {
    id: 'B1',
    fault: 'no de-duplication of `participant-present`: a known key makes a new participant',
    kind,
    breaks: ['inv. 1'],
    patches: [
      {
        file: 'state/participant-slice.ts',
        find: 'if (state.presences.get(key)) {',
        replace: 'if (state.presences.get(key)?.participantId === null) {',
      },
    ],
    kills: [
      {
        under: 'F1',
        case: 'roster/one-joined-each',
        expects: /^arrivals in 5 stays|for: person-cleo to be gone for person-/,
      },
    ],
  },
  {
    id: 'B2',
    fault: 'no epoch check: facts of an earlier join are folded',
    kind,
    breaks: ['inv. 1', 'inv. 2', 'inv. 3', 'inv. 4'],
    patches: [
      {
        file: 'state/room-reducer.ts',
        find: '(input.epoch !== state.epoch || isTerminal(state))',
        replace: 'isTerminal(state)',
      },
    ],
    kills: [
      {
        under: 'F5',
        case: 'order/earlier-join-does-not-leak',
        expects:
          /^the roster: .*person-nobody|^the other side, a message later|for: the (microphone to be off|picture)/,
      },
    ],
  },
  {
    id: 'B3',
    fault: 'no terminal checks in the reducer: facts after `disconnected` are folded',
    kind,
    breaks: ['inv. 3'],
    patches: [
      {
        file: 'state/room-reducer.ts',
        find: '(input.epoch !== state.epoch || isTerminal(state))',
        replace: 'input.epoch !== state.epoch',
      },
      {
        file: 'state/room-reducer.ts',
        find: 'if (isStale(state, input) || (sessionInputs.has(input.type) && isTerminal(state))) return state',
        replace: 'if (isStale(state, input)) return state',
      },
    ],
    kills: [
      {
        under: 'F5',
        case: 'order/nothing-after-the-end',
        expects: /^events between the end and the next join: expected \[\]|^the roster after the end/,
      },
    ],
  },
  {
    id: 'B4',
    fault: 'no parking of tracks whose owner is not known yet',
    kind,
    breaks: ['inv. 2'],
    patches: [
      {
        file: 'state/track-slice.ts',
        find: 'if (!state.presences.get(participant)) return park(state, fact)',
        replace: 'if (!state.presences.get(participant)) return state',
      },
    ],
    kills: [
      { under: 'F3', case: 'roster/tracks-of-who-was-here', expects: /for: person-ben to (see|hear)/ },
      { under: 'F4', case: 'order/join-order', expects: /for: person-\w+ to (see|hear)/ },
    ],
  },
  {
    id: 'B5',
    fault: 'no tombstone of a presence',
    kind,
    breaks: ['inv. 1'],
    patches: [
      {
        file: 'state/participant-slice.ts',
        find: 'if (state.presences.get(key)) {',
        replace: 'if (state.presences.get(key)?.participantId) {',
      },
    ],
    kills: [
      {
        under: 'F2',
        case: 'roster/one-joined-each',
        expects: /^arrivals in 5 stays|for: person-cleo to be gone for person-/,
      },
    ],
  },
  {
    id: 'B6',
    fault: 'no tombstone of a track',
    kind,
    breaks: ['inv. 2'],
    patches: [
      {
        file: 'state/track-slice.ts',
        find: 'if (state.bindings.get(key) === null) return state',
        replace: '',
      },
    ],
    kills: [
      { under: 'F2', case: 'screen/stopped-by-the-app', expects: /^events of two shares|for: the screen to be gone/ },
    ],
  },
  {
    id: 'B9',
    fault: 'people are announced before `connected`',
    kind,
    breaks: ['inv. 1', 'inv. 6'],
    patches: [
      {
        file: 'state/room-state.ts',
        find: "return connection === 'connected' || connection === 'reconnecting' ?",
        replace: "return connection === 'joining' || connection === 'connected' || connection === 'reconnecting' ?",
      },
    ],
    kills: [
      {
        under: 'F3',
        case: 'order/connected-before-people',
        expects: /^"(participant|track)\w+ .*" came before "connection connected"$/,
      },
    ],
  },
  {
    id: 'B10',
    fault: 'no hold while reconnecting: a gone is a leave at once',
    kind,
    breaks: ['inv. 4'],
    patches: [
      {
        file: 'state/participant-slice.ts',
        find: "return state.resyncing || record.snapshot.presence === 'away'",
        replace: "return record.snapshot.presence === 'away'",
      },
    ],
    kills: [
      {
        under: 'F6',
        case: 'fault/away-then-left',
        expects: /^what was wrong: expected null, was "(Waited 10000 ms for: who left to be away|leaves while away: )/,
      },
    ],
  },
  {
    id: 'B11',
    fault: 'no return by identity: a new key is a new person',
    kind,
    breaks: ['inv. 4'],
    patches: [
      {
        file: 'state/participant-slice.ts',
        find: 'const returning = findReturning(state, identity)',
        replace: 'const returning = findReturning(state, String())',
      },
    ],
    kills: [
      {
        under: 'F6',
        case: 'fault/away-and-back',
        expects:
          /^what was wrong: expected null, was "(Waited 20000 ms for: new generations of both tracks|what is the same: )/,
      },
    ],
  },
  {
    id: 'B14',
    fault: 'events are delivered before the state is committed',
    kind,
    // The trace has each snapshot after its events, so that ends and starts are out of step too.
    breaks: ['inv. 1', 'inv. 2', 'inv. 3', 'inv. 5', 'inv. 6'],
    patches: [
      {
        file: 'state/room-store.ts',
        find: 'this.#state = next\n    const events = deriveEvents(previous, next)',
        replace: 'const events = deriveEvents(previous, next)',
      },
      {
        file: 'state/room-store.ts',
        find: 'for (const event of events) this.#options.onEvent(event)',
        replace: 'for (const event of events) this.#options.onEvent(event)\n    this.#state = next',
      },
    ],
    kills: [{ case: 'order/snapshot-explains-event', expects: /^events, and those the snapshot did not explain: / }],
  },
  {
    id: 'B26',
    fault: 'a camera or microphone without a binding is unpublished, like a screen',
    kind,
    breaks: ['inv. 2'],
    patches: [
      {
        file: 'state/track-slice.ts',
        find: 'if (!track.published || !isSteadySource(track.snapshot.source)) return null',
        replace: 'return null',
      },
    ],
    kills: [{ under: 'F11', case: 'track/steady-until-left', expects: /^sources unpublished by toggles: / }],
  },
  {
    id: 'B27',
    fault: 'no terminal checks in the reducer, nor in the end of a session',
    kind,
    breaks: ['inv. 3', 'inv. 5'],
    patches: [
      {
        file: 'state/room-reducer.ts',
        find: '(input.epoch !== state.epoch || isTerminal(state))',
        replace: 'input.epoch !== state.epoch',
      },
      {
        file: 'state/room-reducer.ts',
        find: 'if (isStale(state, input) || (sessionInputs.has(input.type) && isTerminal(state))) return state',
        replace: 'if (isStale(state, input)) return state',
      },
      {
        file: 'state/connection-slice.ts',
        find: 'if (isTerminal(state)) return state\n  const {',
        replace: 'const {',
      },
    ],
    kills: [{ under: 'F10', case: 'reason/one-end-only', expects: /^ends of person-\w+'s session: expected 1/ }],
  },
  {
    id: 'B28',
    fault: 'somebody is announced as left before the end of their tracks',
    kind,
    breaks: ['inv. 2'],
    patches: [
      {
        file: 'state/derive-events.ts',
        find: 'trackListEvents(old?.tracks ?? [], now?.tracks ?? [], events)\n    if (before && !now) {',
        replace: 'if (now) trackListEvents(old?.tracks ?? [], now.tracks, events)\n    if (before && !now) {',
      },
      {
        file: 'state/derive-events.ts',
        find: "events.push({ type: 'participantLeft', participant: before.snapshot, reason: reason ?? unknownReason })",
        replace:
          "events.push({ type: 'participantLeft', participant: before.snapshot, reason: reason ?? unknownReason })\n      trackListEvents(before.snapshot.tracks, [], events)",
      },
    ],
    kills: [{ under: 'F4', case: 'order/leave-order', expects: /^the end of the camera: / }],
  },
]
