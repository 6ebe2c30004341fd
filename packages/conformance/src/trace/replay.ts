import type { DisconnectReason, TelevidErrorCode } from '@televid/core'
import { createTelevid, type Room, TelevidError } from '@televid/core'
import { FakeMediaEnvironment, fakeGrant } from '@televid/core/testing'
import { recordFacts } from './record-facts.ts'
import { recordRoom } from './record-room.ts'
import { ReplayAdapter } from './replay-adapter.ts'
import { ReplayClock } from './replay-clock.ts'
import { planReplay, type ReplayStep } from './replay-plan.ts'
import type { PageTrace, TraceEntry } from './trace-entry.ts'
import { TraceLog } from './trace-log.ts'

/**
 * Plays the facts of a saved trace to a real room and records what it does: with the core that made the trace, the same
 * events about the connection, people and tracks. What core was told by others (join, leave, the room channel, the app's
 * choice of tracks) is taken from the recorded events. Not replayed: own media, messages, what core derives from stats and
 * levels, roles and recording of the room channel. Node only.
 *
 * @param trace of a room's whole life
 */
export async function replay(trace: PageTrace): Promise<PageTrace> {
  const clock = new ReplayClock()
  const log = new TraceLog(() => clock.now())
  const vendor = new ReplayAdapter()
  const grants = new PendingGrant()
  const grant = fakeGrant({ provider: vendor.adapter.vendor })
  const adapter = recordFacts(vendor.adapter, log)
  const televid = createTelevid({
    adapters: { [vendor.adapter.vendor]: () => ({ adapter }) },
    grants: () => grants.request(),
    clock,
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  const room = televid.room(grant.room, { audioFallback: false })
  const stop = recordRoom(room, log)
  const { skipped, steps } = planReplay(trace)
  let behind = 0
  for (const [index, entry] of trace.entries.entries()) {
    clock.set(entry.at)
    for (const step of steps.get(index) ?? []) {
      take(step, room, vendor, grants)
      await settled()
    }
    if (entry.kind === 'join') {
      grants.give(grant)
      await settled()
    } else if (entry.kind === 'fact' && !skipped.has(index)) vendor.report(entry.join, entry.fact)
    else if (isOfCall(entry)) {
      behind++
      // Nobody else did it: a timer of core has.
      if (log.entries.filter(isOfCall).length < behind) clock.fireDue()
    }
  }
  await settled()
  stop()
  // Core's own cleanup is not part of the trace.
  vendor.settle()
  await room.leave()
  return { page: trace.page, entries: [...log.entries] }
}

/** Events that a replay gives again. */
function isOfCall(entry: TraceEntry): boolean {
  return entry.kind === 'event' && /^(connectionChanged|disconnected|participant|track)/.test(entry.event)
}

function take(step: ReplayStep, room: Room, vendor: ReplayAdapter, grants: PendingGrant): void {
  switch (step.do) {
    case 'join':
      // How the join ends is in the events.
      void room.join({ timeoutMs: 2 ** 31 - 1 }).catch(() => {})
      return
    case 'open':
      return vendor.settle()
    case 'leave':
      void room.leave()
      return vendor.settle()
    case 'end':
      if (grants.pending) grants.refuse(step.reason)
      else vendor.end(step.reason)
      return vendor.settle()
    case 'receive': {
      const { tracks = [] } = room.participant(step.participantId) ?? {}
      // A track that is not there is a difference that the events show.
      void tracks.find(({ id }) => id === step.trackId)?.setSubscribed(step.wanted)
      return
    }
    default:
      return step satisfies never
  }
}

const codes: Partial<Record<DisconnectReason, TelevidErrorCode>> = {
  'connection-lost': 'network',
  policy: 'policy',
  removed: 'removed',
  'room-ended': 'room-ended',
  'room-full': 'room-full',
  'token-expired': 'grant-expired',
  'token-invalid': 'grant-invalid',
}

/** The answer to a request for a grant comes when the trace says that the adapter was asked to join. */
class PendingGrant {
  #answer: {
    readonly give: (grant: ReturnType<typeof fakeGrant>) => void
    readonly refuse: (error: Error) => void
  } | null = null

  get pending(): boolean {
    return this.#answer !== null
  }

  request(): Promise<ReturnType<typeof fakeGrant>> {
    return new Promise((give, refuse) => {
      this.#answer = { give, refuse }
    })
  }

  give(grant: ReturnType<typeof fakeGrant>): void {
    this.#answer?.give(grant)
    this.#answer = null
  }

  refuse(reason: DisconnectReason): void {
    this.#answer?.refuse(new TelevidError(codes[reason] ?? 'vendor', 'The replayed trace ended here.'))
    this.#answer = null
  }
}

/** After every promise that can settle by now. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
