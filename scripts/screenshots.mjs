// @ts-check
/** `npm run screenshots`: takes the pictures of docs/images anew, of a real visit in a real browser. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'docs/images')
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

// A picture that is not taken any more must not stay.
rmSync(folder, { recursive: true, force: true })
spawn(process.execPath, [vitest, 'run', '--project', 'screenshots'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TELEVID_SCREENSHOTS: folder },
}).on('exit', (code) => {
  process.exitCode = code ?? 1
})
