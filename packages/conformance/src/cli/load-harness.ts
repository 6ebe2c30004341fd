import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { ConformanceHarness } from '../harness/conformance-harness.ts'

/**
 * Imports the harness of a module, which may be TypeScript.
 *
 * @param file absolute path
 * @throws {Error} that says what the module lacks
 */
export async function loadHarness(file: string): Promise<ConformanceHarness> {
  const exported = await importModule(file)
  const harness = 'harness' in exported ? exported.harness : exported.default
  const problem = problemOf(harness)
  if (problem) throw new Error(`${file}: ${problem}`)
  return harness as ConformanceHarness
}

function problemOf(harness: unknown): string | null {
  if (typeof harness !== 'object' || harness === null) return 'the module exports no "harness".'
  const stated = harness as Partial<Record<keyof ConformanceHarness, unknown>>
  const { adapter, module, service, budgets, production, start } = stated
  if (typeof adapter !== 'string' || !/^[a-z0-9-]+$/.test(adapter))
    return 'harness.adapter has to be the id of a vendor.'
  if (typeof module !== 'string' || !isAbsolute(module)) return 'harness.module has to be an absolute path.'
  if (typeof service !== 'string' || !['account', 'server', 'stand-in'].includes(service)) {
    return 'harness.service has to be "account", "server" or "stand-in".'
  }
  const numbers = budgets as Partial<Record<string, unknown>> | null | undefined
  const missing = ['signalingMs', 'mediaMs', 'lostMs', 'crashMs'].filter((name) => !(Number(numbers?.[name]) > 0))
  if (missing.length > 0) return `harness.budgets lacks ${missing.join(', ')} (milliseconds).`
  if (!['undefined', 'boolean'].includes(typeof production)) return 'harness.production has to be true or false.'
  return typeof start === 'function' ? null : 'harness.start has to be a function.'
}

/** What Node says of TypeScript: version 20 does not read it, later ones only where the types can be cut out. */
const unread = new Set(['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'])

/** What Node does not read is compiled beside its source, so that relative paths stay right. */
async function importModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    if (!unread.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  const outfile = `${file.replace(/\.m?ts$/, '')}.${randomUUID()}.mjs`
  try {
    await build({
      entryPoints: [file],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'silent',
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(outfile, { force: true })
  }
}
