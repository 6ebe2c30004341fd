// @ts-check
/** Plain JavaScript, so that scripts of the repository can use it before anything is built. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
]

/** What to tell somebody whose machine has none. */
export const chromiumHelp =
  'No Chromium was found. Install one (Debian: "apt-get install chromium"; others: "npx playwright-core install chromium"), or name its executable with --chromium PATH or CHROMIUM_PATH.'

/**
 * An installed Chromium or Chrome: the named one, else CHROMIUM_PATH, then PATH, then the usual places, then Playwright's cache.
 *
 * @param {string} [named] path of an executable
 * @returns {Promise<string | null>} path of an executable
 * @throws {Error} one line, if the named one is no executable
 */
export async function findInstalledChromium(named) {
  const [path, option] = named ? [named, '--chromium'] : [process.env.CHROMIUM_PATH, 'CHROMIUM_PATH']
  if (path) {
    if (isExecutable(path)) return path
    throw new Error(`${option} is "${path}", which is not an executable file. Correct or omit it.`)
  }
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
