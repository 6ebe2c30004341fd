import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { ConformanceRun } from '../report/conformance-report.ts'

/** Which SDK a run was about: version, and SHA-256 of its entry, as it is installed here. */
export async function installedSdk(name: string): Promise<ConformanceRun['sdk']> {
  const require = createRequire(import.meta.url)
  const manifest = JSON.parse(await readFile(require.resolve(`${name}/package.json`), 'utf8'))
  const hash = createHash('sha256')
    .update(await readFile(require.resolve(name)))
    .digest('hex')
  return { package: name, version: manifest.version, hash }
}
