import type { Source } from '@televid/core/adapter'
import { Track } from 'livekit-client'
import { expect, test } from 'vitest'
import { fromLivekitSource, toLivekitSource } from './map-livekit-source.ts'

test.each<[Source, Track.Source, string | undefined]>([
  ['camera', Track.Source.Camera, undefined],
  ['microphone', Track.Source.Microphone, undefined],
  ['screen', Track.Source.ScreenShare, undefined],
  ['screen-audio', Track.Source.ScreenShareAudio, undefined],
  ['custom:ecg', Track.Source.Unknown, 'custom:ecg'],
])('%s is published as %s and read back', (source, vendor, name) => {
  const published = toLivekitSource(source)
  expect(published).toEqual({ source: vendor, ...(name && { name }) })
  expect(fromLivekitSource(published.source, published.name ?? '', 'TR_x')).toBe(source)
})

test.each([
  ['Whiteboard (2)', 'custom:whiteboard-2-'],
  ['', 'custom:tr-amb'],
  ['x'.repeat(50), `custom:${'x'.repeat(32)}`],
])('a track that another client called "%s" is %s', (name, source) => {
  expect(fromLivekitSource('unknown', name, 'TR_amb')).toBe(source)
})
