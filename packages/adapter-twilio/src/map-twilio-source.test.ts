import type { Source } from '@televid/core/adapter'
import { expect, test } from 'vitest'
import { fromTwilioTrack, sourceOfTwilioName, toTwilioTrackName } from './map-twilio-source.ts'

test.each<Source>(['camera', 'microphone', 'screen', 'screen-audio', 'custom:ecg', `custom:${'x'.repeat(32)}`])(
  '%s is read back from its name, whatever else is published',
  (source) => {
    const name = toTwilioTrackName(source, 'k3f9', 12)
    expect(name).toBe(`${source}:k3f9:12`)
    expect(sourceOfTwilioName(name)).toBe(source)
    expect(fromTwilioTrack(name, 'video', 'MT1', new Set([source]))).toBe(source)
  },
)

test.each(['camera', 'camera:x', 'camera:x:y', 'custom:A:x:1', 'screen:x:1 ', ''])(
  '"%s" is not a name of ours',
  (name) => {
    expect(sourceOfTwilioName(name)).toBeUndefined()
  },
)

test('of a page on the SDK alone the first audio is the microphone, the first video the camera', () => {
  expect(fromTwilioTrack('0b7c', 'audio', 'MT1')).toBe('microphone')
  expect(fromTwilioTrack('screen', 'video', 'MT2', new Set(['microphone']))).toBe('camera')
})

test.each([
  ['Whiteboard (2)', 'video', ['camera'], 'custom:whiteboard-2-'],
  ['music', 'audio', ['microphone'], 'custom:music'],
  ['', 'video', ['camera'], 'custom:mt0a1b'],
  ['music', 'audio', ['microphone', 'custom:music'], 'custom:mt0a1b'],
  ['x'.repeat(50), 'video', ['camera'], `custom:${'x'.repeat(32)}`],
] as const)('a further one called "%s" is custom', (name, kind, taken, source) => {
  expect(fromTwilioTrack(name, kind, 'MT0a1b', new Set(taken))).toBe(source)
})
