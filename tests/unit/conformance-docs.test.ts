import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { help } from '../../packages/conformance/src/cli/help.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFile(join(root, file), 'utf8')

test('files that docs/conformance.md shows are shown as they are', async () => {
  const text = await read('docs/conformance.md')
  const shown = [...text.matchAll(/<!-- file: (\S+) -->\n```ts\n([\s\S]*?)```/g)]
  expect(shown.map(([, file]) => file)).toEqual(['tests/outside/toy-harness.ts'])
  for (const [, file = '', code] of shown) expect(code, file).toBe(await read(file))
})

test('every option that the documents name exists', async () => {
  const known = new Set(help.match(/--[a-z][a-z-]*/g))
  for (const file of ['docs/conformance.md', 'packages/conformance/README.md']) {
    const commands = (await read(file)).match(/^.*(?:televid-conformance|npm run conformance)\b.*$|`--[^`]*`/gm) ?? []
    const named = commands.flatMap((line) => line.match(/--[a-z][a-z-]*/g) ?? [])
    expect(named.length, file).toBeGreaterThan(0)
    expect(named.filter((option) => !known.has(option))).toEqual([])
  }
})

test('every package that is published has a README', async () => {
  for (const name of await readdir(join(root, 'packages'))) {
    const { private: hidden, files = [] } = JSON.parse(await read(`packages/${name}/package.json`))
    if (!hidden)
      expect([name, files.length > 0 && (await read(`packages/${name}/README.md`)).length > 0]).toEqual([name, true])
  }
})
