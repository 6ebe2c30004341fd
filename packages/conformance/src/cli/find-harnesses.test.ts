import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findHarnesses } from './find-harnesses.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-harness-'))
  await mkdir(join(folder, 'empty'))
  for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, name), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const good = (values = '') => `{ ...{ adapter: 'acme', module: '/acme.ts', service: 'stand-in',
  budgets: { signalingMs: 1, mediaMs: 1, lostMs: 1, crashMs: 1 }, start: async () => { throw new Error('not here') } },
  ${values} }`
const modules = {
  'acme-harness.mjs': `export const harness = ${good()}`,
  'zebra-harness.js': `export const harness = ${good("adapter: 'zebra'")}`,
  'default.mjs': `export default ${good()}`,
  'none.mjs': 'export const other = 1',
  'vendor.mjs': `export const harness = ${good("adapter: 'Acme Inc'")}`,
  'relative.mjs': `export const harness = ${good("module: './acme.ts'")}`,
  'service.mjs': `export const harness = ${good("service: 'cloud'")}`,
  'budgets.mjs': `export const harness = ${good('budgets: { signalingMs: 1, lostMs: 0 }')}`,
  'start.mjs': `export const harness = ${good('start: undefined')}`,
  'production.mjs': `export const harness = ${good("production: 'no'")}`,
}

test('all of a folder, or those that are named', async () => {
  const all = await findHarnesses([folder], ['all'])
  expect(all.map(({ name, named, folder: from }) => [name, named, from])).toEqual([
    ['acme', false, folder],
    ['zebra', false, folder],
  ])
  const [acme] = await findHarnesses([folder], ['acme'])
  expect(acme).toMatchObject({ name: 'acme', named: true, harness: { adapter: 'acme' } })
})

test('a module by its path, also as default export', async () => {
  const [found] = await findHarnesses([join(folder, 'default.mjs')], ['all'])
  expect(found).toMatchObject({ name: 'acme', named: true, folder })
})

describe('refused is', () => {
  test.each([
    ['no harness', [], 'Which adapter?'],
    ['a path that is not there', ['missing.mjs'], 'there is no such file or folder'],
    ['a folder without harnesses', ['empty'], 'no file in it is named <adapter>-harness.ts'],
    ['a module without a harness', ['none.mjs'], 'the module exports no "harness"'],
    ['a name that is no id', ['vendor.mjs'], 'harness.adapter has to be the id of a vendor'],
    ['a relative module', ['relative.mjs'], 'harness.module has to be an absolute path'],
    ['an unknown service', ['service.mjs'], 'harness.service has to be'],
    ['missing budgets', ['budgets.mjs'], 'harness.budgets lacks mediaMs, lostMs, crashMs'],
    ['no start', ['start.mjs'], 'harness.start has to be a function'],
    ['a production that is not yes or no', ['production.mjs'], 'harness.production has to be true or false'],
  ])('%s', async (_, names, words) => {
    await expect(
      findHarnesses(
        names.map((name) => join(folder, name)),
        ['all'],
      ),
    ).rejects.toThrow(words)
  })

  test('an adapter that no harness is for', async () => {
    await expect(findHarnesses([folder], ['zoom'])).rejects.toThrow(
      'There is no harness for zoom; known are acme, zebra.',
    )
  })
})
