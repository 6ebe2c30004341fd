import { describe, expect, test } from 'vitest'
import { parseP2pChannelSignal, parseP2pServerSignal } from './parse-p2p-signal.ts'

const source = { source: 'camera', mediaKind: 'video', mid: '1', binding: 'b1', muted: false }
const peer = { peer: 'p', identity: 'anna', role: 'guest', canPublish: true, joinedAt: 1 }

describe('parseP2pChannelSignal', () => {
  test.each([
    { kind: 'alive' },
    { kind: 'goodbye' },
    { kind: 'candidate', candidate: { candidate: 'candidate:1' } },
    { kind: 'description', revision: 1, description: { type: 'offer', sdp: 'v=0' } },
    {
      kind: 'sources',
      revision: 1,
      sources: [source, { ...source, source: 'custom:pen', mediaKind: 'audio', mid: null }],
    },
    { kind: 'unwanted', revision: 2, sources: ['camera'] },
  ])('takes $kind', (signal) => {
    expect(parseP2pChannelSignal(signal)).toBe(signal)
  })

  test.each([
    [null],
    [[]],
    ['alive'],
    [{ kind: 'other' }],
    [{ kind: 'candidate', candidate: null }],
    [{ kind: 'candidate', candidate: { candidate: 'x'.repeat(1025) } }],
    [{ kind: 'description', revision: 1.5, description: { type: 'offer', sdp: '' } }],
    [{ kind: 'description', revision: 1, description: { type: 'rollback', sdp: '' } }],
    [{ kind: 'sources', revision: 1, sources: [source, source] }],
    [{ kind: 'sources', revision: 1, sources: [{ ...source, mediaKind: 'audio' }] }],
    [{ kind: 'sources', revision: 1, sources: [{ ...source, source: 'custom:Pen' }] }],
    [
      {
        kind: 'sources',
        revision: 1,
        sources: Array.from({ length: 33 }, (_, index) => ({ ...source, source: `custom:${index}` })),
      },
    ],
    [{ kind: 'sources', revision: 1 }],
    [{ kind: 'unwanted', revision: 1, sources: [1] }],
  ])('drops %j', (signal) => {
    expect(parseP2pChannelSignal(signal)).toBeNull()
  })
})

describe('parseP2pServerSignal', () => {
  test.each([
    { type: 'welcome', seq: 1, self: peer, peers: [peer] },
    { type: 'peer-joined', seq: 1, peer },
    { type: 'peer-left', seq: 1, peer: 'p', reason: 'left' },
    { type: 'peer-absent', seq: 1, peer: 'p' },
    { type: 'peer-back', seq: 1, peer: 'p' },
    { type: 'signal', seq: 1, from: 'p', payload: 'checked later' },
    { type: 'expelled', seq: 1, peer: '*', reason: 'room-ended', proof: 'a.b.c' },
  ])('takes $type', (signal) => {
    expect(parseP2pServerSignal(signal)).toBe(signal)
  })

  test.each([
    [undefined],
    [{ type: 'other' }],
    [{ type: 'welcome', self: peer, peers: [{ ...peer, identity: 1 }] }],
    [{ type: 'peer-joined', peer: 'p' }],
    [{ type: 'expelled', peer: '*', reason: 'room-ended' }],
  ])('drops %j', (signal) => {
    expect(parseP2pServerSignal(signal)).toBeNull()
  })
})
