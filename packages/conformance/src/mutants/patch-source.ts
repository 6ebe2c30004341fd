import { fileURLToPath } from 'node:url'
import type { SourcePatch } from './mutant.ts'

/** Source of `@televid/core` in this repository; `null` for a suite that is built and installed somewhere else. */
export const coreSource = import.meta.url.endsWith('.ts')
  ? fileURLToPath(new URL('../../../core/src/', import.meta.url))
  : null

/**
 * The source of a file with the patches of one mutant.
 *
 * @throws {Error} when a patch does not match exactly once: core was changed, and the mutant would plant nothing
 */
export function patchSource(mutant: string, file: string, source: string, patches: readonly SourcePatch[]): string {
  let patched = source
  for (const { find, replace } of patches.filter((patch) => patch.file === file)) {
    const matches = patched.split(find).length - 1
    if (matches !== 1) {
      throw new Error(
        `${mutant} does not fit packages/core/src/${file} any more: "${find}" is there ${matches} times. Correct the patch in packages/conformance/src/mutants/core.`,
      )
    }
    patched = patched.replace(find, () => replace)
  }
  return patched
}
