import { arch, platform, release } from 'node:os'
import type { Browser } from 'playwright-core'

/** As reports call a browser, e.g. `chromium 156.0.8078.108`. */
export function browserName(browser: Browser): string {
  return `${browser.browserType().name()} ${browser.version()}`
}

/** As reports call this machine, e.g. `linux 6.1.0 x64`. */
export function systemName(): string {
  return `${platform()} ${release()} ${arch()}`
}
