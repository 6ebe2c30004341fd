import { existsSync } from 'node:fs'
import { cp, mkdir, rename, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { npm, runCommand } from './run-command.ts'

const root = join(import.meta.dirname, '../..')
const tsup = join(dirname(createRequire(import.meta.url).resolve('tsup/package.json')), 'dist/cli-default.js')

/**
 * Builds and packs packages, each once per run, in a copy of the workspace, so that the `dist` folders of the tree stay as
 * they are. Returns the paths of the tarballs, in the same order.
 */
export async function packPackages(names: readonly string[], benchFolder: string): Promise<readonly string[]> {
  const copy = join(benchFolder, 'packed')
  const tarball = (name: string) => join(copy, `${name}.tgz`)
  const missing = names.filter((name) => !existsSync(tarball(name)))
  if (!existsSync(copy)) {
    await mkdir(copy)
    for (const file of ['package.json', 'tsconfig.base.json']) await cp(join(root, file), join(copy, file))
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  }
  const isSource = (path: string) => !['dist', 'node_modules'].includes(basename(path))
  await Promise.all(
    missing.map(async (name) => {
      const cwd = join(copy, 'packages', name)
      await cp(join(root, 'packages', name), cwd, { recursive: true, filter: isSource })
      await runCommand(process.execPath, [tsup], { cwd })
      const [packed] = JSON.parse(await runCommand(npm, ['pack', '--json', '--loglevel=silent'], { cwd }))
      await rename(join(cwd, packed.filename), tarball(name))
    }),
  )
  return names.map(tarball)
}
