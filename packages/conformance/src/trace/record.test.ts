import { FakeAdapter, fakeGrant } from '@televid/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { recordFacts } from './record-facts.ts'
import { recordFakeCall } from './testing/record-fake-call.ts'
import { TraceLog } from './trace-log.ts'
import { traceText } from './trace-text.ts'

describe('recordFacts', () => {
  it('is the same adapter to core: capabilities, session, errors', async () => {
    const fake = new FakeAdapter()
    const session = { native: 7 } as never
    const inner = { ...fake.adapter, join: vi.fn(async () => session), toError: () => null }
    const recorded = recordFacts(inner, new TraceLog())
    expect(recorded.capabilities).toBe(fake.adapter.capabilities)
    expect(recorded).toMatchObject({ vendor: 'fake', specificationVersion: 'v1' })
    const request = { grant: fakeGrant(), signal: new AbortController().signal }
    expect(await recorded.join(request, () => {})).toBe(session)
    expect(inner.join.mock.calls[0]).toEqual([request, expect.any(Function)])
    expect(recordFacts(fake.adapter, new TraceLog())).not.toHaveProperty('toError')
    expect(recorded.toError?.(1)).toBeNull()
    inner.join.mockRejectedValueOnce(new Error('no'))
    await expect(recorded.join(request, () => {})).rejects.toThrow('no')
  })

  it('passes on the very fact, after it was noted, even one that is no fact', async () => {
    const log = new TraceLog()
    const fake = new FakeAdapter()
    const seen: unknown[] = []
    const request = { grant: fakeGrant(), signal: new AbortController().signal }
    await recordFacts(fake.adapter, log).join(request, (fact) => seen.push(fact, log.entries.length))
    const fact = { type: 'track-gone', track: 't' } as const
    fake.report(fact)
    expect(seen.slice(-2)).toEqual([fact, 3])
    expect(seen.at(-2)).toBe(fact)
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    fake.report({ type: 'roster-synced' } as never)
    expect(seen.at(-2)).toEqual({ type: 'roster-synced' })
    expect(error).toHaveBeenCalledOnce()
    error.mockRestore()
  })

  it('lets no media, payload, name, text or raw word leave the page', async () => {
    const { fake, log, media, room } = recordFakeCall()
    const ana = fake.remoteJoins('ana', { displayName: 'secret-name' })
    await room.join()
    ana.publishes('camera', media())
    ana.sends(new Uint8Array([1, 2, 3]))
    fake.report({
      type: 'participant-present',
      participant: ana.key,
      identity: 'ana',
      displayName: 'secret-other',
      metadata: 'secret-data',
      vendor: { sid: 'secret-sid' },
      token: 'secret-token',
    } as never)
    fake.report({ type: 'caption-received', caption: 'c', participant: ana.key, text: 'secret-words', final: true })
    fake.report({ type: 'warning-raised', code: 'slow', message: 'secret-message', raw: 'secret-raw' })
    fake.report({ type: 'source-refused', source: 'camera', cause: 'secret-cause' })
    fake.endsSession('removed', 'secret-word')
    const text = JSON.stringify(log.entries)
    expect(text).not.toContain('secret')
    expect(text).toContain('"bytes":3')
    const names = [...text.matchAll(/"displayName":"([^"]+)"/g)].map(([, name]) => name)
    expect(new Set(names).size).toBe(2)
    expect(names).toHaveLength(2)
  })
})

describe('recordRoom', () => {
  it('notes each event after the snapshot that was readable with it, and a snapshot only when it changed', async () => {
    const { fake, log, room, trace } = recordFakeCall()
    await room.join()
    const before = log.entries.length
    const ana = fake.remoteJoins('ana')
    fake.report({ type: 'quality-changed', participant: ana.key, quality: { unified: 3, raw: 1 } })
    ana.present()
    await room.leave()
    const lines = traceText(trace()).slice(before)
    expect(lines.map((line) => line.replace(/^ *\d+ +[\d.]+ +/, ''))).toEqual([
      'fact 1    participant-present participant=presence-1 ana',
      'snapshot  connected; ana (participant-1)',
      'event     participantJoined participantId=participant-1 ana',
      'fact 1    quality-changed participant=presence-1 quality=3',
      'event     qualityChanged participantId=participant-1 state=3'.replace('state=3', '3'),
      'fact 1    participant-present participant=presence-1 ana',
      'snapshot  disconnected',
      'event     participantLeft participantId=participant-1 ana left',
      'event     connectionChanged disconnected left',
      'event     disconnected left',
    ])
  })

  it('turns on no sampling of levels, and still notes who speaks', async () => {
    const sample = vi.fn(() => new Map())
    const { clock, fake, log, room } = recordFakeCall({
      capabilities: { activeSpeakers: { support: 'emulated' } },
    })
    Object.defineProperty(fake, 'levels', { get: sample })
    const ana = fake.remoteJoins('ana')
    await room.join()
    clock.advance(5000)
    expect(sample).not.toHaveBeenCalled()
    fake.report({ type: 'speakers-changed', speakers: [{ participant: ana.key }] })
    expect(log.entries.at(-1)).toMatchObject({
      event: 'activeSpeakersChanged',
      detail: { participantId: 'participant-1' },
    })
    room.on('activeSpeakersChanged', () => {})
    clock.advance(1000)
    expect(sample).toHaveBeenCalled()
  })
})
