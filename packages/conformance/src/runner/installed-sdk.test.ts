import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPackage } from './find-package.ts'
import { installedSdk } from './installed-sdk.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-sdk-'))
  const sdk = join(folder, 'node_modules/acme-video')
  await mkdir(join(sdk, 'web'), { recursive: true })
  await mkdir(join(folder, 'src'))
  const manifest = { name: 'acme-video', version: '4.5.6', exports: { browser: './web/index.js', node: './node.cjs' } }
  await writeFile(join(sdk, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(sdk, 'web/package.json'), '{ "type": "module" }')
  await writeFile(join(sdk, 'web/index.js'), 'export const connect = 1')
  await writeFile(join(sdk, 'node.cjs'), 'throw new Error("not for Node")')
  await writeFile(join(folder, 'package.json'), '{ "name": "adapter-acme", "version": "1.2.3" }')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the SDK is the one the page gets, not the one of Node', async () => {
  const hash = createHash('sha256').update('export const connect = 1').digest('hex')
  const found = await installedSdk('acme-video', join(folder, 'src/adapter.ts'))
  expect(found).toEqual({ package: 'acme-video', version: '4.5.6', hash })
})

test('an SDK that is not installed is named', async () => {
  await expect(installedSdk('acme-audio', join(folder, 'src/adapter.ts'))).rejects.toThrow('The SDK acme-audio is not')
})

test('a file belongs to the nearest package that says who it is', async () => {
  expect(await findPackage(join(folder, 'src/adapter.ts'))).toEqual({ name: 'adapter-acme', version: '1.2.3' })
  const entry = join(folder, 'node_modules/acme-video/web/index.js')
  expect(await findPackage(entry)).toEqual({ name: 'acme-video', version: '4.5.6' })
})
