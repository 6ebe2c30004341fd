import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface FoundPackage {
  readonly name: string | null
  readonly version: string | null
}

/** What the nearest package.json above a file says of itself; `null` without one. */
export async function findPackage(file: string): Promise<FoundPackage | null> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => null)
    if (text !== null) {
      const { name = null, version = null } = JSON.parse(text)
      // A build may leave one behind that says nothing but `type`.
      if (name !== null || version !== null) return { name, version }
    }
    if (folder === dirname(folder)) return null
  }
}
