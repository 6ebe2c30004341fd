import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { build } from 'esbuild'
import type { ConformanceRun } from '../report/conformance-report.ts'
import { findPackage } from './find-package.ts'

/**
 * Which SDK a run was about: version, and SHA-256 of its entry, as the page of this adapter gets it.
 *
 * @param adapterModule absolute path of the module that imports it
 * @throws {Error} if it is not installed there
 */
export async function installedSdk(name: string, adapterModule: string): Promise<ConformanceRun['sdk']> {
  const entry = await resolveForPage(name, dirname(adapterModule))
  const hash = createHash('sha256')
    .update(await readFile(entry))
    .digest('hex')
  return { package: name, version: (await findPackage(entry))?.version ?? 'unknown', hash }
}

/** Asks the bundler itself, whose conditions differ from Node's. */
async function resolveForPage(name: string, resolveDir: string): Promise<string> {
  let path = ''
  await build({
    stdin: { contents: '' },
    write: false,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'resolve-sdk',
        setup({ onStart, resolve }) {
          onStart(async () => {
            const { errors, path: found } = await resolve(name, { resolveDir, kind: 'import-statement' })
            if (errors.length > 0)
              throw new Error(`The SDK ${name} is not installed where ${resolveDir} can import it.`)
            path = found
          })
        },
      },
    ],
  })
  return path
}
