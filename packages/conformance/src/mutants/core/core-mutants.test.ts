import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { coreSource, patchSource } from '../patch-source.ts'
import { coreMutants } from './index.ts'

describe.each(coreMutants)('$id ($fault)', ({ id, patches }) => {
  it.each([...new Set(patches.map(({ file }) => file))])('fits core, and is a program: %s', async (file) => {
    const source = await readFile(join(coreSource ?? '', file), 'utf8')
    const patched = patchSource(id, file, source, patches)
    // What a patch changed must be code: in a comment or a type it would plant nothing.
    const codeOf = async (text: string) => (await transform(text, { loader: 'ts', minifyWhitespace: true })).code
    expect(await codeOf(patched)).not.toBe(await codeOf(source))
  })
})

describe('patchSource', () => {
  const patch = { file: 'room.ts', find: 'guard()', replace: '' }

  it('replaces in the named file only', () => {
    expect(patchSource('B0', 'room.ts', 'a guard() b', [patch])).toBe('a  b')
    expect(patchSource('B0', 'other.ts', 'a guard() b', [patch])).toBe('a guard() b')
  })

  it.each([
    ['is gone', 'a b', 0],
    ['is there twice', 'guard() guard()', 2],
  ])('refuses a guard that %s', (_name, source, times) => {
    expect(() => patchSource('B0', 'room.ts', source, [patch])).toThrow(
      `B0 does not fit packages/core/src/room.ts any more: "guard()" is there ${times} times.`,
    )
  })
})
