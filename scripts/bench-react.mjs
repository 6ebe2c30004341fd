// @ts-check
/**
 * `npm run bench:react [-- --json]`: a room of 50 on screen, made with @televid/react and with @livekit/components-react, side
 * by side in one headless Chromium. How many components render when one participant is muted or starts to speak, and how
 * long that takes from the provider's word to the committed DOM.
 *
 * What is compared is the way from a library's own room to the DOM, each with tiles as its documentation suggests. Both rooms
 * are simulated in the page (core's fake adapter, livekit-client's `simulateParticipants`), so no network, codec or paint is
 * in the figures. Exits 1 when a mute renders anything but one tile and no grid with @televid/react.
 *
 * The other library is installed into tests/react-bench at the first run.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { findChromium } from './find-chromium.mjs'

const folder = fileURLToPath(new URL('../tests/react-bench/', import.meta.url))
const batches = 41

/**
 * @typedef {import('../tests/react-bench/run.ts').Row} Row
 */

/** Why there is nothing to compare with, or `null`. */
function install() {
  const installed = statSync(join(folder, 'node_modules/.package-lock.json'), { throwIfNoEntry: false })
  if (installed && installed.mtimeMs > statSync(join(folder, 'package-lock.json')).mtimeMs) return null
  console.error('Installing what to compare with into tests/react-bench (once, about 10 s).')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, stderr, error } = spawnSync(npm, ['ci', '--ignore-scripts'], { cwd: folder, encoding: 'utf8' })
  if (status === 0) return null
  const lines = (error?.message ?? stderr).split('\n').filter((line) => line.startsWith('npm error') || error)
  return `@livekit/components-react could not be installed: ${lines.slice(0, 3).join(' ') || `npm ended with ${status}`}`
}

/** The page's script: one React for all. */
async function bundle(/** @type {boolean} */ withLiveKit) {
  const require = createRequire(withLiveKit ? join(folder, 'package.json') : import.meta.url)
  const alias = Object.fromEntries(
    ['react', 'react-dom'].map((name) => [name, dirname(require.resolve(`${name}/package.json`))]),
  )
  const liveKit = `openers.push((element) => openLiveKit(element, 'quick start'), (element) => openLiveKit(element, 'prefab'))`
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { run } from './run.ts'
        import { openTelevid } from './televid-subject.tsx'
        ${withLiveKit ? "import { openLiveKit } from './livekit-subject.tsx'" : ''}
        const openers = [openTelevid]
        ${withLiveKit ? liveKit : ''}
        window.runBench = (batches) => run(openers, batches)`,
      resolveDir: folder,
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    alias,
    conditions: ['@televid/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}

/** @returns {Promise<{ rows: readonly Row[], browser: string }>} */
async function measure(/** @type {boolean} */ withLiveKit) {
  // The hook has to be there before React is.
  const scripts = [await readFile(join(folder, 'devtools-hook.js'), 'utf8'), await bundle(withLiveKit)]
  const style =
    'section{display:flex;flex-wrap:wrap;width:640px}figure,.lk-participant-tile{width:60px;height:40px;margin:0}video{width:60px;height:30px}'
  const tags = scripts.map((script) => `<script>${script.replaceAll('</script', '<\\/script')}</script>`).join('')
  const body = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><style>${style}</style><body>${tags}`
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({
    executablePath: await findChromium({ install: true, log: (line) => console.error(line) }),
    args: [
      '--disable-gpu',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      ...sandbox,
    ],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
    /** @type {string[]} */
    const errors = []
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
    // Answered here: no server is needed, and nothing of the page can reach another host.
    await page.route('**/*', (route) =>
      route.request().url() === 'http://localhost/bench/'
        ? route.fulfill({ contentType: 'text/html', body })
        : route.abort(),
    )
    await page.goto('http://localhost/bench/')
    const rows = await page
      .evaluate((count) => window.runBench(count), batches)
      .catch((error) => errors.push(error.message))
    if (typeof rows === 'number' || errors.length > 0) throw new Error(`The page threw: ${errors.join('\n')}`)
    return { rows, browser: browser.version() }
  } finally {
    await browser.close()
  }
}

const missing = install()
const { rows, browser } = await measure(missing === null)
const [own, ...others] = rows
if (!own) throw new Error('Nothing was measured.')
const exact = own.mute.tiles === 1 && own.mute.grids === 0

if (process.argv.includes('--json')) {
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  console.log(
    JSON.stringify({ participants: 50, batches, browser, versions: dependencies, missing, rows, exact }, null, 2),
  )
} else {
  console.log(
    `50 participants on screen, Chromium ${browser}, React in production mode; median of ${batches} batches of 50.`,
  )
  console.log(
    `${''.padEnd(40)}one mute renders                 ms per   ratio   a new speaker renders   ms per   ratio`,
  )
  console.log(
    `${'library'.padEnd(40)}tiles  grids  components in all    mute            tiles  grids  in all     change`,
  )
  for (const row of rows) {
    const { mute, speaker, millisecondsPerMute, millisecondsPerSpeaker } = row
    console.log(
      row.name.padEnd(40) +
        String(mute.tiles).padStart(5) +
        String(mute.grids).padStart(7) +
        String(mute.components).padStart(19) +
        millisecondsPerMute.toFixed(3).padStart(8) +
        (millisecondsPerMute / own.millisecondsPerMute).toFixed(1).padStart(8) +
        String(speaker.tiles).padStart(8) +
        String(speaker.grids).padStart(7) +
        String(speaker.components).padStart(8) +
        millisecondsPerSpeaker.toFixed(3).padStart(11) +
        (millisecondsPerSpeaker / own.millisecondsPerSpeaker).toFixed(1).padStart(8),
    )
  }
  for (const { name, how } of rows) console.log(`- ${name}: ${how}.`)
  if (others.length > 0) {
    console.log(
      '- The tiles show the same (video, name, microphone, quality, speaker), in the markup of each library; ParticipantTile also has a focus button and an encryption mark. Time runs to the committed DOM, without paint.',
    )
  }
}
if (missing !== null) console.error(`${missing}\nOnly @televid/react was measured.`)
if (!exact) {
  console.error(`A mute rendered ${own.mute.tiles} tiles and ${own.mute.grids} grids instead of 1 and 0.`)
  process.exitCode = 1
}
