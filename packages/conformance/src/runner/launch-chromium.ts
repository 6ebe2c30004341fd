import { type Browser, chromium } from 'playwright-core'
import { chromiumFlags } from './chromium-flags.ts'

export interface LaunchOptions {
  /** Sound waits for a gesture, as for people; default: it starts by itself. */
  readonly blockSound?: boolean
}

/**
 * A headless Chromium as the suite needs it: pretended devices, no questions, and no requests of its own.
 *
 * @param executablePath of an installed Chromium or Chrome
 */
export function launchChromium(executablePath: string, { blockSound = false }: LaunchOptions = {}): Promise<Browser> {
  const args = blockSound
    ? [...chromiumFlags.filter((flag) => !flag.startsWith('--autoplay-policy')), blocked]
    : chromiumFlags
  // Whoever runs the suite decides what an interruption means: rooms have to be closed before the browser is.
  return chromium.launch({ executablePath, headless: true, args, handleSIGINT: false, handleSIGTERM: false })
}

const blocked = '--autoplay-policy=document-user-activation-required'
