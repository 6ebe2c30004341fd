import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const pagesFolder = join(import.meta.dirname, '../pages')

/**
 * Bundles `tests/pages/<name>.ts` from the packages' sources, once per run; dynamic imports become chunks of their own, as
 * in a real app. Returns the folder with `index.js` and its chunks.
 */
export async function bundlePage(name: string, benchFolder: string): Promise<string> {
  const folder = join(benchFolder, 'pages', name)
  if (existsSync(join(folder, 'index.js'))) return folder
  await build({
    entryPoints: { index: join(pagesFolder, `${name}.ts`) },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@televid/source'],
    sourcemap: 'inline',
    logLevel: 'silent',
  })
  return folder
}
