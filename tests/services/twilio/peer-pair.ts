import { randomUUID } from 'node:crypto'
import type { DescriptionState, IceState, PeerConnectionState } from './rsp-message.ts'
import { SentTracks } from './sent-tracks.ts'

interface Side {
  /** The last one that was passed on. */
  description: DescriptionState | null
  /** By user name fragment; every candidate that there ever was. */
  readonly ice: Map<string, IceState>
  ufrag: string | null
  readonly sent: SentTracks
  /** Has to offer again, for what was paused. */
  isPaused: boolean
}

/** What each side is to be told now. `broken`: the pair cannot go on and needs a new connection. */
export type PairVerdict = readonly (readonly [sid: string, state: PeerConnectionState])[] | 'broken'

/**
 * A peer connection between two pages, the same id on both. Descriptions pass as they are; where both sides offer at once,
 * the first offer stands: the page that receives it rolls its own back, answers and offers again
 * (`_handleGlare` in `lib/signaling/v2/peerconnection.js` of the SDK).
 */
export class PeerPair {
  readonly id: string = randomUUID()
  /** Participant sids; the first one offers first, so that there is no glare at the start. */
  readonly sids: readonly [offerer: string, answerer: string]
  readonly #sides: ReadonlyMap<string, Side>
  readonly #stuckMs: number
  readonly #onStuck: () => void
  /** The offer that waits for its answer. */
  #offer: { readonly by: string; readonly revision: number } | null = null
  #settledRevision = 0
  #timer: NodeJS.Timeout | undefined
  /** Offers that met another one. */
  collisions = 0

  constructor(sids: readonly [offerer: string, answerer: string], stuckMs: number, onStuck: () => void) {
    this.sids = sids
    this.#sides = new Map(
      sids.map((sid) => [
        sid,
        { description: null, ice: new Map(), ufrag: null, sent: new SentTracks(), isPaused: false },
      ]),
    )
    this.#stuckMs = stuckMs
    this.#onStuck = onStuck
  }

  other(sid: string): string {
    return this.sids[0] === sid ? this.sids[1] : this.sids[0]
  }

  receive(from: string, { description, ice }: PeerConnectionState): PairVerdict {
    const side = this.#sides.get(from)
    if (side === undefined) return []
    const passed: PeerConnectionState = { id: this.id }
    let isSettled = false
    if (description !== undefined) {
      const verdict = this.#judge(from, side, description)
      if (verdict === 'broken') return 'broken'
      if (verdict === 'passed') passed.description = this.#pass(side, description)
      isSettled = verdict === 'passed' && this.#offer === null
    }
    if (ice !== undefined) passed.ice = this.#merge(side, ice)
    const told: (readonly [string, PeerConnectionState])[] = []
    if (passed.description !== undefined || passed.ice !== undefined) told.push([this.other(from), passed])
    if (isSettled) {
      const next = this.sids.find((sid) => this.#sides.get(sid)?.isPaused)
      if (next !== undefined) told.push([next, { id: this.id, description: this.#asked() }])
    }
    return told
  }

  /** All that one side has to know, after a reconnect or at the start. */
  stateFor(sid: string): PeerConnectionState {
    const state: PeerConnectionState = { id: this.id }
    const far = this.#sides.get(this.other(sid))
    const near = this.#sides.get(sid)
    if (near?.isPaused && this.#offer === null) state.description = this.#asked()
    else if (far?.description) state.description = far.description
    else if (sid === this.sids[0] && !near?.description) state.description = { type: 'create-offer', revision: 1 }
    const ice = far?.ufrag ? far.ice.get(far.ufrag) : undefined
    if (ice !== undefined) {
      ice.revision += 1
      state.ice = { ...ice }
    }
    return state
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #judge(from: string, side: Side, description: DescriptionState): 'passed' | 'ignored' | 'broken' {
    const { revision, type } = description
    // The page gave the connection up, and never opens it again.
    if (type === 'close') return 'broken'
    const last = side.description
    if (last !== null && (revision < last.revision || (revision === last.revision && type === last.type)))
      return 'ignored'
    if (type === 'offer') {
      if (this.#offer !== null && this.#offer.by !== from) {
        // It has answered the offer that stands and gone on: the answer was lost on the way, and is not said twice.
        if (revision > this.#offer.revision) return 'broken'
        this.collisions += 1
        return 'ignored'
      }
      this.#offer = { by: from, revision }
      this.#watch()
    } else {
      if (this.#offer === null || this.#offer.by === from || this.#offer.revision !== revision) return 'ignored'
      this.#offer = null
      this.#settledRevision = revision
      clearTimeout(this.#timer)
    }
    return 'passed'
  }

  #pass(side: Side, description: DescriptionState): DescriptionState {
    const { paused, sdp } = side.sent.pass(description.sdp ?? '')
    side.description = { ...description, sdp }
    side.isPaused = paused || (side.isPaused && description.type === 'answer')
    return side.description
  }

  /** A round that the service asks for; it has the revision after the next. */
  #asked(): DescriptionState {
    return { type: 'create-offer', revision: this.#settledRevision + 1 }
  }

  /**
   * The sender empties its list at each description while the receiver skips as many candidates as it had for that fragment
   * (`lib/signaling/v2/icebox.js`): only a list that never shrinks gets all of them across.
   */
  #merge(side: Side, { candidates, complete, ufrag }: IceState): IceState {
    const known = side.ice.get(ufrag) ?? { ufrag, revision: 0, candidates: [] }
    const had = new Set(known.candidates.map(({ candidate }) => candidate))
    known.candidates.push(...candidates.filter(({ candidate }) => !had.has(candidate)))
    known.revision += 1
    if (complete) known.complete = complete
    side.ice.set(ufrag, known)
    side.ufrag = ufrag
    return { ...known, candidates: [...known.candidates] }
  }

  #watch(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#watch()
      this.#onStuck()
    }, this.#stuckMs).unref()
  }
}
