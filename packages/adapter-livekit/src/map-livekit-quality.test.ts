import { ConnectionQuality } from 'livekit-client'
import { expect, test } from 'vitest'
import { mapLivekitQuality } from './map-livekit-quality.ts'

test('every word of the SDK has its number', () => {
  expect(Object.values(ConnectionQuality).map((word) => [word, mapLivekitQuality(word).unified])).toEqual([
    ['excellent', 5],
    ['good', 4],
    ['poor', 2],
    ['lost', 0],
    ['unknown', null],
  ])
  expect(mapLivekitQuality('great')).toEqual({ unified: null, raw: 'great' })
})
