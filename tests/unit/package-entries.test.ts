import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { importInPlainNode } from '../../scripts/import-in-plain-node.mjs'
import { publishedPackages } from '../../scripts/packages.mjs'

const packages = publishedPackages()

describe.each(packages)('$name', ({ folder, entries }) => {
  test.each(entries)(
    '$specifier imports in plain Node and does nothing by being imported',
    async ({ serverSide, specifier }) => {
      const { exported, touched, resources } = await importInPlainNode(specifier, { source: true })
      expect(exported.length).toBeGreaterThan(0)
      if (!serverSide) expect(touched, 'browser globals asked for at import time').toEqual([])
      expect(resources, 'timers and sockets left open by being imported').toEqual([])
    },
  )

  test('each entry has a source that the build turns into what "exports" names', () => {
    const config = readFileSync(join(folder, 'tsup.config.ts'), 'utf8')
    for (const { specifier, source, types, built } of entries) {
      const name = built.replace('./dist/', '').replace(/\.js$/, '')
      expect(source, specifier).toBe(`./src/${name}.ts`)
      expect(types, specifier).toBe(`./dist/${name}.d.ts`)
      expect(config, specifier).toMatch(new RegExp(`['"]?${name}['"]?: 'src/${name}\\.ts'`))
    }
    const built = [...config.matchAll(/'src\/([a-z0-9/-]+)\.ts'/g)].map(([, name]) => `./dist/${name}.js`)
    const { bin = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    expect(built.sort()).toEqual([...entries.map((entry) => entry.built), ...Object.values(bin)].sort())
  })

  test('depends on what it imports, and on nothing else', async () => {
    const { metafile } = await build({
      entryPoints: entries.map(({ source }) => join(folder, source)),
      outdir: 'out',
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      metafile: true,
      write: false,
      logLevel: 'silent',
    })
    const imported = Object.values(metafile.outputs)
      .flatMap((output) => output.imports)
      .flatMap(({ path, external }) => (external && !path.startsWith('node:') ? [packageOf(path)] : []))
    expect(dependencies(folder)).toEqual([...new Set(imported)].sort())
  })
})

test('core depends on eventemitter3 alone, and adapters on core alone', () => {
  for (const { name, folder } of packages) {
    if (name === '@televid/core') expect(dependencies(folder)).toEqual(['eventemitter3'])
    if (name === '@televid/adapter-p2p') expect(dependencies(folder)).toEqual(['@televid/core'])
  }
})

function dependencies(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).sort()
}

/** `@scope/name/entry` → `@scope/name` */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
