import type { BenchOptions } from '@televid/conformance/probe'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { NetworkLog } from './network-log.ts'
import { openParticipants } from './open-participants.ts'

export interface ParticipantOptions {
  /** For error messages. */
  readonly name: string
  readonly url: string
  readonly devices?: BenchOptions
  readonly screen?: Screen
}

/** Default: 1280 × 720, one pixel per CSS pixel. */
export interface Screen {
  readonly width: number
  readonly height: number
  /** Pixels per CSS pixel, default 1. */
  readonly density?: number
}

/** One person: a browser context of their own with one page, its log and its network log. */
export class Participant {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly network: NetworkLog
  readonly log: string[] = []

  private constructor(name: string, context: BrowserContext, page: Page, network: NetworkLog) {
    this.name = name
    this.context = context
    this.page = page
    this.network = network
    page.on('console', (message) => this.log.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => this.log.push(`uncaught: ${error.stack ?? error.message}`))
    page.on('requestfailed', (request) =>
      this.log.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`),
    )
    page.on('crash', () => this.log.push('the page crashed'))
  }

  /** @param injected the bundled probe of the conformance suite */
  static async open(browser: Browser, injected: string, options: ParticipantOptions): Promise<Participant> {
    const { width = 1280, height = 720, density = 1 } = options.screen ?? {}
    const context = await browser.newContext({
      permissions: ['camera', 'microphone'],
      viewport: { width, height },
      deviceScaleFactor: density,
    })
    const network = new NetworkLog(context)
    await context.addInitScript({ content: `window.benchOptions = ${JSON.stringify(options.devices ?? {})}` })
    await context.addInitScript({ content: injected })
    const participant = new Participant(options.name, context, await context.newPage(), network)
    openParticipants.add(participant)
    await participant.page.goto(options.url)
    return participant
  }

  /** Errors that nothing in the page caught. */
  uncaught(): string[] {
    return this.log.filter((line) => line.startsWith('uncaught: '))
  }

  describe(): string {
    const lines = this.log.slice(-40)
    return `── ${this.name} (${this.page.url()})\n${lines.length === 0 ? '   (no output)' : lines.map((line) => `   ${line}`).join('\n')}`
  }

  /** Closes the tab as a user does, `pagehide` included. */
  async closeTab(): Promise<void> {
    await this.page.close({ runBeforeUnload: false })
  }

  async close(): Promise<void> {
    openParticipants.delete(this)
    await this.context.close()
  }
}
