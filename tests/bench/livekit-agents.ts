import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchChromium } from '@televid/conformance'
import type { Browser, Page } from 'playwright-core'
import { findInstalledChromium } from '../../packages/conformance/src/cli/find-installed-chromium.mjs'
import { bundlePage } from './bundle-page.ts'

export interface LivekitAgents {
  /** What an agent in the room makes of one utterance, first as `interim` and then as `final`; it joins when first needed. */
  transcribe(
    room: string,
    identity: string,
    utterance: { readonly interim: string; readonly final: string },
  ): Promise<void>
  close(): Promise<void>
}

/**
 * Agents of LiveKit, each in a page of a browser that starts with the first of them.
 *
 * @param options.pages origin that serves an empty page
 * @param options.tokenFor a token of kind `agent` for a room
 */
export function livekitAgents({
  folder,
  pages,
  tokenFor,
  url,
}: {
  readonly folder: string
  readonly pages: string
  readonly tokenFor: (room: string) => Promise<string>
  readonly url: string
}): LivekitAgents {
  let browser: Promise<Browser> | undefined
  const agents = new Map<string, Promise<Page>>()
  const open = async (room: string): Promise<Page> => {
    browser ??= launch()
    const page = await (await browser).newPage()
    await page.goto(`${pages}/empty`)
    const script = await readFile(join(await bundlePage('livekit-agent', folder), 'index.js'), 'utf8')
    await page.addScriptTag({ type: 'module', content: script })
    await page.waitForFunction(() => window.agent !== undefined)
    await page.evaluate(([where, token]) => window.agent.join(where, token), [url, await tokenFor(room)] as const)
    return page
  }
  return {
    async transcribe(room, identity, { final, interim }) {
      const agent = agents.get(room) ?? open(room)
      agents.set(room, agent)
      const id = randomUUID()
      await (await agent).evaluate(
        async (versions) => {
          for (const version of versions) await window.agent.transcribe(version)
        },
        [
          { identity, id, text: interim, final: false },
          { identity, id, text: final, final: true },
        ],
      )
    },
    close: async () => (await browser)?.close(),
  }
}

async function launch(): Promise<Browser> {
  const path = await findInstalledChromium(undefined)
  if (path === null) throw new Error('No Chromium was found for the agent. Set CHROMIUM_PATH.')
  return launchChromium(path)
}
