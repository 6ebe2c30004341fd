import type { BrowserKind, BrowserName, SystemName } from '../devices/browser-kind.ts'

/** What the settings of browsers and systems call it, e.g. `Camera` or `Camera and Microphone`. */
type Setting = string

const comeBack = 'Come back to this page and press “Try again”. If nothing changes, reload the page.'

const appNames: Record<BrowserName, string> = {
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari',
  samsung: 'Samsung Internet',
  'in-app': 'the app you are using now',
  other: 'your browser',
}

const onComputers: Record<BrowserName, (setting: Setting) => readonly string[]> = {
  chrome: (setting) => ['Click the icon just left of the address of this page.', `Switch on ${setting}.`],
  edge: (setting) => [
    'Click the lock just left of the address of this page.',
    `Choose “Permissions for this site” and set ${setting} to “Allow”.`,
  ],
  firefox: (setting) => [
    'Click the crossed-out symbol just left of the address of this page.',
    `Click the × beside “Blocked” for ${setting}.`,
  ],
  safari: (setting) => [
    'In the menu bar at the top of the screen, click “Safari”, then “Settings for” this website.',
    `Set ${setting} to “Allow”.`,
  ],
  samsung: (setting) => other(setting),
  'in-app': (setting) => other(setting),
  other: (setting) => other(setting),
}

const onAndroid: Record<BrowserName, (setting: Setting) => readonly string[]> = {
  chrome: (setting) => androidSteps(setting),
  edge: (setting) => androidSteps(setting),
  samsung: (setting) => androidSteps(setting),
  firefox: (setting) => [
    'Tap the shield or lock just left of the address of this page.',
    `Tap ${setting} so that it says “Allowed”.`,
  ],
  safari: (setting) => other(setting),
  'in-app': () => inApp('Chrome'),
  other: (setting) => other(setting),
}

const inSystem: Record<SystemName, (setting: Setting, app: string) => readonly string[]> = {
  windows: (setting) => [
    'Open the Windows settings and choose “Privacy & security”.',
    `Choose ${setting}. Switch on access, and below it “Let desktop apps access” it.`,
  ],
  mac: (setting, app) => [
    'Open the System Settings of your Mac and choose “Privacy & Security”.',
    `Choose ${setting} and switch on ${app}.`,
    `Close ${app} completely and open the link to your visit again.`,
  ],
  ios: (setting, app) => [
    'Open the Settings app of your iPhone or iPad.',
    `Tap “Apps”, then ${app}. In older versions ${app} is in the first list.`,
    `Allow ${setting}.`,
  ],
  android: (setting, app) => [
    'Open the Settings of your phone or tablet and tap “Apps”.',
    `Tap ${app}, then “Permissions”, and allow ${setting}.`,
  ],
  chromeos: (setting) => ['Open the Settings and choose “Privacy and security”.', `Switch on access for ${setting}.`],
  other: (setting, app) => [`Open the settings of your computer and allow ${setting} for ${app}.`],
}

function androidSteps(setting: Setting): readonly string[] {
  return ['Tap the icon just left of the address of this page.', `Tap “Permissions” and allow ${setting}.`]
}

function other(setting: Setting): readonly string[] {
  return [
    'Open the settings of your browser for this website. Often they are behind the icon left of the address.',
    `Allow ${setting}.`,
  ]
}

function inApp(browser: string): readonly string[] {
  return [
    'This page is open inside another app, which may not pass on camera and microphone.',
    `Copy the link of your visit from the message you got, and open it in ${browser}.`,
  ]
}

/** The person said no to this website, and the browser remembers it. */
export function allowWebsiteSteps(setting: Setting, { browser, system }: BrowserKind): readonly string[] {
  if (system === 'android') {
    const steps = onAndroid[browser](setting)
    return browser === 'in-app' ? steps : [...steps, comeBack]
  }
  if (system !== 'ios') return [...onComputers[browser](setting), comeBack]
  if (browser === 'in-app') return inApp('Safari')
  // On iOS only Safari has settings for one website; the others are allowed or not as a whole.
  if (browser !== 'safari') return allowBrowserSteps(setting, { browser, system })
  return [
    'Tap the symbol at the left end of the address of this page.',
    'Tap “Website Settings”. If you do not see it, tap the three dots first.',
    `Set ${setting} to “Allow”.`,
    comeBack,
  ]
}

/** The computer or phone does not let the browser use the device. */
export function allowBrowserSteps(setting: Setting, { browser, system }: BrowserKind): readonly string[] {
  const steps = inSystem[system](setting, appNames[browser])
  return system === 'mac' ? steps : [...steps, comeBack]
}
