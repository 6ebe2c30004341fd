import { expect, test } from 'vitest'
import { livekitOrigins } from './livekit-origins.ts'

test.each([
  ['wss://rtc.example.com', ['wss://rtc.example.com', 'https://rtc.example.com']],
  ['https://rtc.example.com/', ['wss://rtc.example.com', 'https://rtc.example.com']],
  ['ws://127.0.0.1:7880', ['ws://127.0.0.1:7880', 'http://127.0.0.1:7880']],
  [
    'wss://visit-x1.livekit.cloud',
    [
      'wss://visit-x1.livekit.cloud',
      'https://visit-x1.livekit.cloud',
      'wss://*.livekit.cloud',
      'https://*.livekit.cloud',
    ],
  ],
  ['not a URL', []],
])('pages with the server %s contact %j', (url, origins) => {
  expect(livekitOrigins(url)).toEqual(origins)
})
