import { describe, expect, it } from 'vitest'
import { type BrowserName, browserKind, type SystemName } from './browser-kind.ts'

const webKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)'
const android = 'Mozilla/5.0 (Linux; Android 10; K)'

const cases: readonly (readonly [string, string, BrowserName, SystemName])[] = [
  ['Chrome on Windows', `${windows} ${blink} Chrome/140.0.0.0 Safari/537.36`, 'chrome', 'windows'],
  ['Chrome on macOS', `${mac} ${blink} Chrome/140.0.0.0 Safari/537.36`, 'chrome', 'mac'],
  [
    'Chrome on ChromeOS',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Chrome/140.0.0.0 Safari/537.36`,
    'chrome',
    'chromeos',
  ],
  ['Chrome on Android', `${android} ${blink} Chrome/140.0.0.0 Mobile Safari/537.36`, 'chrome', 'android'],
  ['Chrome on iPhone', `${iphone} ${webKit} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`, 'chrome', 'ios'],
  ['Edge on Windows', `${windows} ${blink} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'edge', 'windows'],
  ['Edge on Android', `${android} ${blink} Chrome/140.0.0.0 Mobile Safari/537.36 EdgA/140.0.0.0`, 'edge', 'android'],
  ['Edge on iPhone', `${iphone} ${webKit} Version/18.0 EdgiOS/140.0.0.0 Mobile/15E148 Safari/605.1.15`, 'edge', 'ios'],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', 'firefox', 'other'],
  ['Firefox on Android', 'Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0', 'firefox', 'android'],
  ['Firefox on iPhone', `${iphone} ${webKit} FxiOS/142.0 Mobile/15E148 Safari/605.1.15`, 'firefox', 'ios'],
  ['Safari on macOS', `${mac} ${webKit} Version/18.5 Safari/605.1.15`, 'safari', 'mac'],
  ['Safari on iPhone', `${iphone} ${webKit} Version/18.5 Mobile/15E148 Safari/604.1`, 'safari', 'ios'],
  [
    'Samsung Internet',
    `${android} ${blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'samsung',
    'android',
  ],
  ['Opera', `${windows} ${blink} Chrome/139.0.0.0 Safari/537.36 OPR/123.0.0.0`, 'other', 'windows'],
  [
    'a web view of Android',
    `Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) ${blink} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36`,
    'in-app',
    'android',
  ],
  ['a web view of iOS', `${iphone} ${webKit} Mobile/15E148`, 'in-app', 'ios'],
  ['Instagram', `${iphone} ${webKit} Mobile/22F76 Instagram 390.0.0.28.79`, 'in-app', 'ios'],
  ['nothing known', '', 'other', 'other'],
]

describe('browserKind', () => {
  it.each(cases)('%s', (_name, userAgent, browser, system) => {
    expect(browserKind({ userAgent, platform: '', maxTouchPoints: 0 })).toEqual({ browser, system })
  })

  it('tells an iPad from a Mac', () => {
    const userAgent = `${mac} ${webKit} Version/18.5 Safari/605.1.15`
    expect(browserKind({ userAgent, platform: 'MacIntel', maxTouchPoints: 5 }).system).toBe('ios')
    expect(browserKind({ userAgent, platform: 'MacIntel', maxTouchPoints: 0 }).system).toBe('mac')
  })
})
