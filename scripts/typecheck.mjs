// @ts-check
/** `npm run typecheck`: every tsconfig of the repository. */
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInParallel } from './run-in-parallel.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')

const folders = ['packages', 'examples']
  .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
  .concat('tests', 'scripts')
  .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))

const ok = await runInParallel(
  folders.map((folder) => {
    // What did not change since the last time is not looked at again.
    const known = join('node_modules/.cache/typecheck', `${folder.replace('/', '-')}.tsbuildinfo`)
    return { label: folder, command: [compiler, '-p', folder, '--incremental', '--tsBuildInfoFile', known], cwd: root }
  }),
)
process.exitCode = ok ? 0 : 1
