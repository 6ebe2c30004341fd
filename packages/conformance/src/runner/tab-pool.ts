import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { PageHost } from './page-host.ts'

/** A page and the profile it is alone in. */
export interface Tab {
  readonly context: BrowserContext
  readonly page: Page
}

/** Keeps tabs for the next case: opening one costs five times the processor time of loading a page anew. */
export class TabPool {
  readonly #browser: Browser
  readonly #host: PageHost
  readonly #idle: Tab[] = []

  constructor(browser: Browser, host: PageHost) {
    this.#browser = browser
    this.#host = host
  }

  /** An empty tab, in which the probe will be installed before any page runs. */
  async take(): Promise<Tab> {
    return this.#idle.pop() ?? this.open()
  }

  /** One for somebody who changes its context: it must not come back. */
  async open(browser = this.#browser): Promise<Tab> {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
    // tsx names functions through a helper that a page does not have (https://github.com/privatenumber/tsx/issues/113).
    await context.addInitScript({ content: 'globalThis.__name ??= (named) => named' })
    await context.addInitScript({ content: readOptions })
    await context.addInitScript({ content: this.#host.probe })
    return { context, page: await context.newPage() }
  }

  /** Empties a tab and keeps it; one that cannot be emptied any more is closed. */
  async giveBack(tab: Tab): Promise<void> {
    const { context, page } = tab
    try {
      if (page.isClosed()) throw new Error('closed')
      for (const event of ['console', 'pageerror', 'websocket', 'request']) page.removeAllListeners(event)
      for (const event of ['request', 'response']) context.removeAllListeners(event)
      await page.unrouteAll()
      await page.evaluate(() => {
        localStorage.clear()
        sessionStorage.clear()
      })
      await page.goto(`${this.#host.origin}/empty`, { timeout: 5000 })
      await context.clearCookies()
      this.#idle.push(tab)
    } catch {
      // Crashed, frozen or closed by the case.
      await context.close()
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(({ context }) => context.close()))
  }
}

/** Of the person, who is another one each time: see `pageUrl` of person-page.ts. */
const readOptions = "window.benchOptions = JSON.parse(new URLSearchParams(location.search).get('bench') ?? '{}')"
