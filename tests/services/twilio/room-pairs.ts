import { PeerPair } from './peer-pair.ts'
import type { PeerConnectionState } from './rsp-message.ts'

export interface PairsPort {
  send(sid: string, states: PeerConnectionState[]): void
  /** Whether both sides would hear of it. */
  mayReplace(sids: readonly string[]): boolean
  /** Is to tell both sides that the old connection is over, call `open`, and tell them what comes over the new one. */
  replace(pair: PeerPair, open: () => void): void
}

/** The peer connections of a room: one for every two participants. */
export class RoomPairs {
  readonly #pairs: Map<string, PeerPair> = new Map()
  readonly #stuckMs: number
  readonly #port: PairsPort
  #collisions = 0
  #replaced = 0

  constructor(stuckMs: number, port: PairsPort) {
    this.#stuckMs = stuckMs
    this.#port = port
  }

  /** Offers that met another offer, so far. */
  get collisions(): number {
    return [...this.#pairs.values()].reduce((sum, pair) => sum + pair.collisions, this.#collisions)
  }

  /** Connections that did not go on and were replaced, so far. */
  get replaced(): number {
    return this.#replaced
  }

  get ids(): string[] {
    return [...this.#pairs.keys()]
  }

  open(offerer: string, answerer: string): PeerPair {
    const pair: PeerPair = new PeerPair([offerer, answerer], this.#stuckMs, () => {
      if (this.#port.mayReplace(pair.sids)) this.replace(pair.id)
    })
    this.#pairs.set(pair.id, pair)
    return pair
  }

  /** Passes on what one side says. `broken`: the pair is to be replaced. */
  receive(from: string, state: PeerConnectionState): 'passed' | 'broken' {
    const pair = this.#pairs.get(state.id)
    if (pair === undefined) {
      // One that is over: its last candidates, as a rule.
      if (state.description?.type !== 'close')
        this.#port.send(from, [{ id: state.id, description: { type: 'close', revision: 1 } }])
      return 'passed'
    }
    const verdict = pair.receive(from, state)
    if (verdict === 'broken') return 'broken'
    for (const [sid, told] of verdict) this.#port.send(sid, [told])
    return 'passed'
  }

  statesFor(sid: string): PeerConnectionState[] {
    return [...this.#pairs.values()].filter(({ sids }) => sids.includes(sid)).map((pair) => pair.stateFor(sid))
  }

  /** Somebody is gone: what each other participant is to be told, by sid. */
  close(gone: string): Map<string, PeerConnectionState> {
    const told = new Map<string, PeerConnectionState>()
    for (const pair of this.#pairs.values()) {
      if (!pair.sids.includes(gone)) continue
      this.#drop(pair)
      told.set(pair.other(gone), { id: pair.id, description: { type: 'close', revision: 1 } })
    }
    return told
  }

  /** A closed connection is never opened again by the SDK: the new one has an id of its own. */
  replace(id: string): void {
    const pair = this.#pairs.get(id)
    if (pair === undefined) return
    this.#drop(pair)
    this.#replaced += 1
    this.#port.replace(pair, () => {
      const [offerer, answerer] = pair.sids
      this.#port.send(offerer, [this.open(offerer, answerer).stateFor(offerer)])
    })
  }

  #drop(pair: PeerPair): void {
    pair.close()
    this.#pairs.delete(pair.id)
    this.#collisions += pair.collisions
  }
}
