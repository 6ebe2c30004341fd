import { expect, test } from 'vitest'
import { twilioOrigins } from './twilio-origins.ts'

test.each([
  [{}, ['wss://global.vss.twilio.com']],
  [{ signalingRegion: 'gll' }, ['wss://global.vss.twilio.com']],
  [{ signalingRegion: 'de1' }, ['wss://de1.vss.twilio.com']],
  [{ signalingRegion: 'de1', wsServer: 'ws://127.0.0.1:4567/signaling' }, ['ws://127.0.0.1:4567']],
  [{ wsServer: 'not a URL' }, []],
])('pages with %j contact %j', (options, origins) => {
  expect(twilioOrigins(options)).toEqual(origins)
})
