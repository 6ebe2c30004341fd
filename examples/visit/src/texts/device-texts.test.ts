import { describe, expect, it } from 'vitest'
import type { BrowserKind, BrowserName, SystemName } from '../devices/browser-kind.ts'
import { deviceProblems } from '../devices/device-problem.ts'
import { deviceTexts, type HelpSource } from './device-texts.ts'

const browsers: readonly BrowserName[] = ['chrome', 'edge', 'firefox', 'safari', 'samsung', 'in-app', 'other']
const systems: readonly SystemName[] = ['windows', 'mac', 'ios', 'android', 'chromeos', 'other']
const kinds: readonly BrowserKind[] = browsers.flatMap((browser) => systems.map((system) => ({ browser, system })))
const sources: readonly HelpSource[] = ['camera', 'microphone', 'camera-and-microphone', 'screen']

const blocked = (browser: BrowserName, system: SystemName, source: HelpSource = 'camera') =>
  deviceTexts.problem('blocked', source, { browser, system }).steps.join(' ')

describe('help with a device', () => {
  it.each(deviceProblems)('%s: says what happened and what to do, for every device, browser and system', (problem) => {
    for (const source of sources)
      for (const kind of kinds) {
        const { title, happened, steps } = deviceTexts.problem(problem, source, kind)
        expect(title).toMatch(/^[A-Z][^.]{8,90}$/)
        expect(happened).toMatch(/^[A-Z].{10,}\.$/)
        expect(steps.length).toBeGreaterThan(0)
        for (const step of steps) expect(step).toMatch(/^[A-Z].{10,}\.$/)
        expect(new Set(steps).size).toBe(steps.length)
      }
  })

  it('speaks of one camera and of two devices in the right number', () => {
    const chrome: BrowserKind = { browser: 'chrome', system: 'windows' }
    expect(deviceTexts.problem('blocked', 'camera', chrome).title).toBe('Your camera is blocked')
    expect(deviceTexts.problem('blocked', 'camera-and-microphone', chrome).title).toBe(
      'Your camera and microphone are blocked',
    )
  })

  it('names the place of the permission in each browser', () => {
    expect(blocked('chrome', 'windows')).toContain('icon just left of the address')
    expect(blocked('edge', 'windows')).toContain('Permissions for this site')
    expect(blocked('firefox', 'mac')).toContain('crossed-out')
    expect(blocked('safari', 'mac')).toContain('menu bar')
    expect(blocked('safari', 'ios')).toContain('Website Settings')
    expect(blocked('chrome', 'android')).toContain('Permissions')
    expect(blocked('firefox', 'android')).toContain('shield')
  })

  it('sends people with another browser on iOS to the settings of that app', () => {
    expect(blocked('chrome', 'ios')).toContain('Tap “Apps”, then Chrome')
  })

  it('leads out of an app that shows web pages', () => {
    expect(blocked('in-app', 'ios')).toContain('open it in Safari')
    expect(blocked('in-app', 'android')).toContain('open it in Chrome')
  })

  it('names the device in the settings', () => {
    expect(blocked('chrome', 'windows', 'microphone')).toContain('“Microphone”')
    expect(blocked('chrome', 'windows', 'microphone')).not.toContain('Camera')
  })
})
