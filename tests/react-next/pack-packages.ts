import { cp, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { npm, runCommand } from './run-command.ts'

const root = join(import.meta.dirname, '../..')
const tsup = join(dirname(createRequire(import.meta.url).resolve('tsup/package.json')), 'dist/cli-default.js')

/**
 * Builds and packs packages in a copy of the workspace below `folder`, so that the `dist` folders of the tree stay as they
 * are. Returns the paths of the tarballs, in the same order.
 */
export async function packPackages(names: readonly string[], folder: string): Promise<readonly string[]> {
  const copy = join(folder, 'workspace')
  const isSource = (path: string) => !['dist', 'node_modules'].includes(basename(path))
  for (const name of names) {
    await cp(join(root, 'packages', name), join(copy, 'packages', name), { recursive: true, filter: isSource })
  }
  for (const file of ['package.json', 'tsconfig.base.json']) await cp(join(root, file), join(copy, file))
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  return Promise.all(
    names.map(async (name) => {
      const cwd = join(copy, 'packages', name)
      await runCommand(process.execPath, [tsup], { cwd })
      const [packed] = JSON.parse(await runCommand(npm, ['pack', '--json', '--loglevel=silent'], { cwd }))
      return join(cwd, packed.filename)
    }),
  )
}
