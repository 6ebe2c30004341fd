// @ts-check
/** Builds every published package. Types resolve to sources of the workspace, so the order does not matter. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { publishedPackages } from './packages.mjs'
import { runInParallel } from './run-in-parallel.mjs'

const tsup = join(dirname(createRequire(import.meta.url).resolve('tsup/package.json')), 'dist/cli-default.js')

const ok = await runInParallel(
  publishedPackages().map(({ name, folder }) => ({ label: name, command: [tsup], cwd: folder })),
)
process.exitCode = ok ? 0 : 1
