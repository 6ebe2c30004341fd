import type { CoreMutant } from '../mutant.ts'

const kind = 'core'

/** Joining, leaving and delivering, with a guard less. */
export const roomMutants: readonly CoreMutant[] = [
  {
    id: 'B8',
    fault: '`join()` does not wait for `roster-synced`',
    kind,
    breaks: ['inv. 1'],
    patches: [
      {
        file: 'state/connection-slice.ts',
        find: "state.connection.state === 'joining' && state.sessionOpened && state.rosterSynced",
        replace: "state.connection.state === 'joining' && state.sessionOpened",
      },
    ],
    kills: [
      {
        under: 'F8',
        case: 'join/resolves-with-roster',
        expects: /^the snapshot when join\(\) resolved: .*"roster":\[\]/,
      },
    ],
  },
  {
    id: 'B12',
    fault: 'the 15 s of `away` never end',
    kind,
    breaks: ['inv. 4'],
    patches: [
      {
        file: 'room/room-connection.ts',
        find: 'if (awayUntil !== null) expectReturn(awayUntil)',
        replace: '',
      },
    ],
    kills: [
      {
        case: 'fault/away-then-left',
        expects: /^what was wrong: expected null, was "Waited 20000 ms for: who left to have left/,
      },
    ],
  },
  {
    id: 'B13',
    fault: 'no shield around listeners',
    kind,
    breaks: ['inv. 1', 'inv. 2', 'inv. 6'],
    patches: [
      {
        file: 'room/room.ts',
        find: 'guarded(() => listener(...(payload as RoomEventMap[E])))',
        replace: 'listener(...(payload as RoomEventMap[E]))',
      },
    ],
    kills: [{ case: 'order/throwing-listener', expects: /^events a younger listener got/ }],
  },
  {
    id: 'B15',
    fault: 'a second `join()` opens a second connection',
    kind,
    // A `joining` that no end came before.
    breaks: ['inv. 5'],
    patches: [
      {
        file: 'room/room.ts',
        find: 'if (this.#joined && this.#connection?.over === false) return this.#joined',
        replace: '',
      },
      { file: 'room/room.ts', find: 'options, previous?.close())', replace: 'options, undefined)' },
    ],
    kills: [{ case: 'join/twice', expects: /^\w+ of a join asked for three times: expected / }],
  },
  {
    id: 'B16',
    fault: 'a join has no time-out',
    kind,
    breaks: ['inv. 8'],
    patches: [
      {
        file: 'room/room-connection.ts',
        find: "after(timeoutMs, 'deadline', () => abort.abort(error))",
        replace: 'void error',
      },
    ],
    kills: [{ case: 'join/time-out', expects: /^how the join ended: expected "timeout", was "not yet"$/ }],
  },
  {
    id: 'B17',
    fault: 'a session that comes after the abort is kept',
    kind,
    breaks: ['inv. 8'],
    patches: [
      {
        file: 'room/room-connection.ts',
        find: 'joining = pending.then((session) => session.leave()).catch(() => {})',
        replace: 'joining = undefined',
      },
    ],
    kills: [
      {
        under: 'F9',
        case: 'join/abort-while-service-holds',
        expects: /for: person-cleo to have no connection and no live track/,
      },
      {
        under: 'F9',
        case: 'join/late-session-is-left',
        expects: /for: person-cleo to have no connection and no live track/,
      },
    ],
  },
  {
    id: 'B20',
    fault: 'no caps of reassembly, neither per sender nor in total',
    kind,
    breaks: [],
    patches: [
      {
        file: 'messages/message-receiver.ts',
        find: 'if (!known) this.#makeRoom(sender, total + count)\n    else if (',
        replace: 'if (known && (',
      },
      {
        file: 'messages/message-receiver.ts',
        find: 'known.seen[index] === 1) return undefined',
        replace: 'known.seen[index] === 1)) return undefined',
      },
    ],
    kills: [{ case: 'message/hostile-flood', expects: /^the memory of the receiver has grown by/ }],
  },
  {
    id: 'B21',
    fault: 'no check of `targetedMessages` before sending',
    kind,
    breaks: [],
    patches: [
      { file: 'room/room-messages.ts', find: "(to && refusalOf('targetedMessages')) || (rest", replace: '(rest' },
    ],
    kills: [
      {
        under: 'F12',
        case: 'message/target-refused',
        expects: /^the error of the send: expected "unsupported", was null$/,
      },
    ],
  },
]
