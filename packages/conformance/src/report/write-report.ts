import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConformanceReport } from './conformance-report.ts'
import { redactReport } from './redact-report.ts'
import { toHtml } from './to-html.ts'
import { toJunit } from './to-junit.ts'

export interface WrittenReport {
  readonly json: string
  readonly xml: string
  readonly html: string
}

export interface WriteOptions {
  /** Of the three files, without extension; default `conformance`. */
  readonly name?: string
  /** Values known to be secret; see `redact`. */
  readonly secrets?: readonly string[]
}

/**
 * Writes `conformance.json`, `.xml` and `.html` into a folder, redacted once more. A reader never sees half a file: each is
 * written beside its place and renamed, and no name changes before all three are on disk.
 *
 * @returns the paths
 * @throws the error of the file system; then nothing but what is already in place is left behind
 */
export async function writeReport(
  report: ConformanceReport,
  folder: string,
  { name = 'conformance', secrets = [] }: WriteOptions = {},
): Promise<WrittenReport> {
  const clean = redactReport(report, secrets)
  const files = {
    json: { path: join(folder, `${name}.json`), text: `${JSON.stringify(clean, null, 2)}\n` },
    xml: { path: join(folder, `${name}.xml`), text: toJunit(clean) },
    html: { path: join(folder, `${name}.html`), text: toHtml(clean) },
  }
  await mkdir(folder, { recursive: true })
  const suffix = `.${randomUUID()}.tmp`
  try {
    for (const { path, text } of Object.values(files)) await writeFile(path + suffix, text, { flag: 'wx' })
    for (const { path } of Object.values(files)) await rename(path + suffix, path)
  } finally {
    for (const { path } of Object.values(files)) await rm(path + suffix, { force: true })
  }
  return { json: files.json.path, xml: files.xml.path, html: files.html.path }
}
