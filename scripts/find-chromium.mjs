// @ts-check
/**
 * Finds a Chromium for the tests and the examples: CHROMIUM_PATH, then PATH, then the usual places, then Playwright's cache; with
 * `install: true` also `apt-get install` (root on Debian or Ubuntu) and at last Playwright's own download.
 *
 * Plain JavaScript, so that it runs before anything is built. `node scripts/find-chromium.mjs [--install]` prints the path.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
]

/** What to tell somebody whose machine has no Chromium and on which none could be installed. */
export const chromiumHelp =
  'No Chromium was found. Install one (Debian: "apt-get install chromium"; others: "npx playwright-core install chromium") or set CHROMIUM_PATH to its executable.'

/**
 * @param {{ install?: boolean, log?: (line: string) => void }} [options] `install` may take minutes and downloads.
 * @returns {Promise<string>} path of an executable
 * @throws {Error} with {@link chromiumHelp}, one line
 */
export async function findChromium({ install = false, log = () => {} } = {}) {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (isExecutable(named)) return named
    throw new Error(`CHROMIUM_PATH is "${named}", which is not an executable file. Correct or unset it.`)
  }
  const found = (await installed()) ?? (install ? await installChromium(log) : null)
  if (found) return found
  throw new Error(chromiumHelp)
}

/** @returns {Promise<string | null>} */
async function installed() {
  return onPath() ?? inCommonPlaces() ?? (await inPlaywrightCache())
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name + suffix)
      if (isExecutable(path) && starts(path)) return path
    }
  }
  return null
}

function inCommonPlaces() {
  const programFiles = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  const places = {
    darwin: ['', homedir()].flatMap((base) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (app) => `${base}/Applications/${app}.app/Contents/MacOS/${app}`,
      ),
    ),
    win32: programFiles.flatMap((base) =>
      base
        ? ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((file) =>
            join(base, file),
          )
        : [],
    ),
    linux: [
      '/usr/lib/chromium/chromium',
      '/usr/lib64/chromium/chromium',
      '/opt/google/chrome/chrome',
      '/snap/bin/chromium',
    ],
  }
  const list = /** @type {Record<string, string[]>} */ (places)[process.platform] ?? places.linux
  return list.find(isExecutable) ?? null
}

/** playwright-core may not be installed where only an example runs. */
async function inPlaywrightCache() {
  try {
    const { chromium } = await import('playwright-core')
    const path = chromium.executablePath()
    return isExecutable(path) ? path : null
  } catch {
    return null
  }
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
    const path = onPath()
    if (path) return path
  }
  log("No Chromium found: downloading Playwright's (about 200 MB).")
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] })
  return inPlaywrightCache()
}

/**
 * Ubuntu's `chromium-browser` is a stub that only says "install the snap". On Windows `--version` would open a window.
 *
 * @param {string} path
 */
function starts(path) {
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
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
