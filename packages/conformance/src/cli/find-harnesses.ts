import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { FoundHarness } from './found-harness.ts'
import { loadHarness } from './load-harness.ts'

const harnessFile = /^(.+)-harness\.(?:ts|mts|js|mjs)$/

/**
 * Loads harnesses.
 *
 * @param paths modules, or folders with modules named `<adapter>-harness.ts`
 * @param adapters names in the folders, or `all`
 * @throws {Error} that says which path or name is wrong
 */
export async function findHarnesses(
  paths: readonly string[],
  adapters: readonly string[],
): Promise<readonly FoundHarness[]> {
  if (paths.length === 0) throw new Error('Which adapter? Name the module of its harness: --harness PATH.')
  const modules: string[] = []
  const inFolders: string[] = []
  for (const path of paths.map((each) => resolve(each))) {
    const found = await stat(path).catch(() => null)
    if (!found) throw new Error(`--harness ${path}: there is no such file or folder.`)
    if (found.isDirectory()) inFolders.push(...(await harnessesIn(path)))
    else modules.push(path)
  }
  const names = adapters.filter((name) => name !== 'all')
  const missing = names.filter((name) => ![...inFolders, ...modules].some((file) => nameOf(file) === name))
  if (missing.length > 0) {
    const known = [...inFolders, ...modules].flatMap((file) => nameOf(file) ?? [])
    throw new Error(`There is no harness for ${missing.join(', ')}; known are ${known.join(', ')}.`)
  }
  const isNamed = (file: string) => names.includes(nameOf(file) ?? '')
  const wanted = inFolders.filter((file) => adapters.includes('all') || isNamed(file))
  return Promise.all([...modules.map((file) => load(file, true)), ...wanted.map((file) => load(file, isNamed(file)))])
}

async function load(file: string, named: boolean): Promise<FoundHarness> {
  const harness = await loadHarness(file)
  return { harness, name: nameOf(file) ?? harness.adapter, folder: dirname(file), named }
}

async function harnessesIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => harnessFile.test(file)).map((file) => join(folder, file))
  if (files.length === 0) throw new Error(`--harness ${folder}: no file in it is named <adapter>-harness.ts or .js.`)
  return files.sort()
}

function nameOf(file: string): string | undefined {
  return harnessFile.exec(basename(file))?.[1]
}
