import { describe, expect, it } from 'vitest'
import { checkEvents } from './check-events.ts'
import { diffTraces } from './diff-traces.ts'
import { replay } from './replay.ts'
import { playVisit } from './testing/play-visit.ts'
import { recordFakeCall } from './testing/record-fake-call.ts'
import type { PageTrace } from './trace-entry.ts'

/** Events with ids; time, own media and what core derives are left out. */
function eventsOf({ entries }: PageTrace): string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'event' && /^(connection|disconnected|participant|track)/.test(entry.event)
      ? `${entry.event} ${JSON.stringify(entry.detail)}`
      : [],
  )
}

async function expectSame(trace: PageTrace): Promise<void> {
  const again = await replay(JSON.parse(JSON.stringify(trace)))
  expect(eventsOf(again)).toEqual(eventsOf(trace))
  expect(checkEvents(again)).toEqual([])
}

describe('replay', () => {
  it('gives the events of a whole visit again, twice', async () => {
    const trace = (await playVisit()).trace()
    expect(eventsOf(trace).length).toBeGreaterThan(45)
    await expectSame(trace)
    expect((await replay(trace)).entries).toEqual((await replay(trace)).entries)
  })

  it('gives a roster that core had to assume, and people between roster and session', async () => {
    const assumed = recordFakeCall()
    const inner = assumed.fake.report.bind(assumed.fake)
    await assumed.room.join()
    inner({ type: 'connection-changed', state: 'reconnecting' })
    inner({ type: 'connection-changed', state: 'connected' })
    assumed.fake.remoteJoins('ana')
    assumed.clock.advance(6000)
    await assumed.room.leave()
    await expectSame(assumed.trace())

    const late = recordFakeCall({ join: 'manual' })
    const joined = late.room.join()
    await untilAsked(late.fake)
    late.fake.report({ type: 'roster-synced', present: [] })
    late.fake.remoteJoins('ana')
    late.fake.acceptJoin()
    await joined
    late.fake.remoteJoins('ben')
    await expectSame(late.trace())
    expect(eventsOf(late.trace()).filter((line) => line.includes('"initial":true'))).toHaveLength(1)
  })

  it('gives ends again that no fact tells of', async () => {
    const call = recordFakeCall({ join: 'manual' })
    const first = call.room.join({ timeoutMs: 3000 }).catch(() => {})
    await untilAsked(call.fake)
    call.clock.advance(3000)
    call.fake.acceptJoin()
    await first
    const second = call.room.join().catch(() => {})
    await call.room.leave()
    await second
    await expectSame(call.trace())
  })

  it('takes the word of the room channel over the fact of the vendor', async () => {
    const { fake, room, trace } = recordFakeCall()
    await room.join()
    fake.remoteJoins('ana')
    fake.endsSession('removed')
    const { entries, page } = trace()
    const overruled = entries.map((entry) =>
      entry.kind === 'fact' && entry.fact.type === 'connection-changed'
        ? { ...entry, fact: { ...entry.fact, reason: { unified: 'unknown' as const, raw: null } } }
        : entry,
    )
    await expectSame({ page, entries: overruled })
  })

  it('gives other events when the facts are others', async () => {
    const { trace } = await playVisit()
    const whole = trace()
    const index = whole.entries.findIndex((entry) => entry.kind === 'fact' && entry.fact.type === 'participant-gone')
    const less = { ...whole, entries: whole.entries.toSpliced(index, 1) }
    expect(eventsOf(await replay(less))).not.toEqual(eventsOf(whole))
  })
})

async function untilAsked(fake: { readonly joins: number }): Promise<void> {
  while (fake.joins === 0) await new Promise((resolve) => setImmediate(resolve))
}

describe('diffTraces', () => {
  it('is empty for one script with other ids and another interleaving', async () => {
    const script = async (order: readonly string[]) => {
      const call = recordFakeCall()
      await call.room.join()
      const remotes = order.map((identity) => call.fake.remoteJoins(identity))
      for (const remote of remotes) remote.publishes('camera', call.media())
      await call.room.leave()
      return call.trace(order.join())
    }
    expect(diffTraces(await script(['ana', 'ben']), await script(['ben', 'ana']))).toBe('')
  })

  it('tells a second stay from the first', async () => {
    const script = async (returns: boolean) => {
      const { fake, room, trace } = recordFakeCall()
      await room.join()
      fake.remoteLeaves(fake.remoteJoins('ana'), 'left')
      if (returns) fake.remoteJoins('ana')
      return trace(returns ? 'daily' : 'p2p')
    }
    expect(diffTraces(await script(false), await script(true))).toBe(
      '--- p2p\n+++ daily\n@@ ana#2 @@\n+participantJoined',
    )
  })

  it('shows what one side has and the other has not, by person and source', async () => {
    const script = async (page: string, unmutes: boolean) => {
      const { fake, media, room, trace } = recordFakeCall()
      await room.join()
      const ana = fake.remoteJoins('ana')
      const camera = ana.publishes('camera', media())
      ana.mutes(camera)
      if (unmutes) ana.mutes(camera, false)
      fake.remoteLeaves(ana, 'left')
      fake.remoteJoins('ana')
      return trace(page)
    }
    expect(diffTraces(await script('p2p', true), await script('twilio', false)).split('\n')).toEqual([
      '--- p2p',
      '+++ twilio',
      '@@ ana/camera @@',
      ' trackPublished live',
      ' trackSubscribed live',
      ' trackMuted muted',
      '-trackUnmuted live',
      '-trackMuted muted',
      ' trackUnsubscribed muted',
      ' trackUnpublished muted',
    ])
  })
})
