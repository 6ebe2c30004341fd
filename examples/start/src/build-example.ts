import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TelevidError } from '@televid/core'
import { build } from 'vite'
import type { ExampleName } from './example.ts'

/**
 * Builds an example for production, as an app would be shipped: no development server, no inline script.
 *
 * @returns folder of the built page
 * @throws TelevidError `invalid-state` with the bundler's message
 */
export async function buildExample(example: ExampleName): Promise<string> {
  const root = fileURLToPath(new URL(`../../${example}`, import.meta.url))
  if (!existsSync(join(root, 'index.html'))) {
    throw new TelevidError('invalid-state', `The example "${example}" has no page (examples/${example}/index.html).`)
  }
  const folder = join(root, 'dist')
  try {
    await build({
      root,
      mode: 'production',
      logLevel: 'silent',
      resolve: { conditions: ['@televid/source', 'module', 'browser', 'production'] },
      build: { outDir: folder, emptyOutDir: true },
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new TelevidError('invalid-state', `The example "${example}" could not be built: ${message}`, { cause: error })
  }
  return folder
}
