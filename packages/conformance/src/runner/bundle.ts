import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** From the sources of this repository, or built and installed somewhere else. */
export const sourceConditions = import.meta.url.endsWith('.ts') ? ['@televid/source'] : []

/** Bundles a module into one script without imports; what it imports runs when the script does. */
export async function bundle(
  contents: string,
  platform: 'browser' | 'node' = 'browser',
  plugins: readonly Plugin[] = [],
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), sourcefile: 'entry.js' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    platform,
    conditions: sourceConditions,
    plugins: [...plugins],
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
