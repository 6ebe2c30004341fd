// @ts-check
/**
 * Finds a Chromium for the tests and the examples; with `install: true` also `apt-get install` (root on Debian or Ubuntu) and at
 * last Playwright's own download.
 *
 * Plain JavaScript, so that it runs before anything is built. `node scripts/find-chromium.mjs [--install]` prints the path.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromiumHelp, findInstalledChromium } from '../packages/conformance/src/cli/find-installed-chromium.mjs'

/**
 * @param {{ install?: boolean, log?: (line: string) => void }} [options] `install` may take minutes and downloads.
 * @returns {Promise<string>} path of an executable
 * @throws {Error} with {@link chromiumHelp}, one line
 */
export async function findChromium({ install = false, log = () => {} } = {}) {
  const found = (await findInstalledChromium()) ?? (install ? await installChromium(log) : null)
  if (found) return found
  throw new Error(chromiumHelp)
}

/**
 * @param {(line: string) => void} log
 * @returns {Promise<string | null>}
 */
async function installChromium(log) {
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    log('No Chromium found: installing it with apt-get (about a minute).')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (/** @type {string[]} */ ...args) =>
      spawnSync('apt-get', ['-qq', '-y', ...args], { env, stdio: ['ignore', 2, 2] })
    apt('update')
    apt('install', '--no-install-recommends', 'chromium')
    const path = await findInstalledChromium()
    if (path) return path
  }
  log("No Chromium found: downloading Playwright's (about 200 MB).")
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] })
  return findInstalledChromium()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const log = (/** @type {string} */ line) => console.error(line)
    console.log(await findChromium({ install: process.argv.includes('--install'), log }))
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
