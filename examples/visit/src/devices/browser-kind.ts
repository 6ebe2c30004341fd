export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'samsung' | 'in-app' | 'other'
export type SystemName = 'windows' | 'mac' | 'ios' | 'android' | 'chromeos' | 'other'

/** Where settings are found differs by browser and by system. */
export interface BrowserKind {
  readonly browser: BrowserName
  readonly system: SystemName
}

type NavigatorPart = Pick<Navigator, 'userAgent' | 'platform' | 'maxTouchPoints'>

/** In this order: every browser below names some of the others too. */
const browsers: readonly (readonly [RegExp, BrowserName])[] = [
  [/FBAN|FBAV|FB_IAB|Instagram|MicroMessenger|Snapchat|LinkedInApp|WhatsApp|\bLine\/|GSA\/|; wv\)/, 'in-app'],
  [/Edg(e|A|iOS)?\//, 'edge'],
  [/SamsungBrowser\//, 'samsung'],
  [/Firefox\/|FxiOS\//, 'firefox'],
  [/OPR\/|OPT\/|YaBrowser\/|DuckDuckGo\//, 'other'],
  [/Chrome\/|CriOS\//, 'chrome'],
  [/Version\/.*Safari\//, 'safari'],
]

/** Only for wording: what a browser can do is asked of the browser, never guessed from its name. */
export function browserKind(navigator: NavigatorPart): BrowserKind {
  const system = systemOf(navigator)
  const named = browsers.find(([pattern]) => pattern.test(navigator.userAgent))?.[1]
  // Apps that show a page in a view of iOS leave out every browser's name.
  return { browser: named ?? (system === 'ios' ? 'in-app' : 'other'), system }
}

function systemOf({ userAgent, platform, maxTouchPoints }: NavigatorPart): SystemName {
  // iPadOS calls itself a Mac; no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent) || (platform === 'MacIntel' && maxTouchPoints > 1)) return 'ios'
  if (/Android/.test(userAgent)) return 'android'
  if (/CrOS/.test(userAgent)) return 'chromeos'
  if (/Windows/.test(userAgent)) return 'windows'
  return /Macintosh/.test(userAgent) ? 'mac' : 'other'
}
