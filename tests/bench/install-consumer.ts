import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { packPackages } from './pack-packages.ts'
import { npm, runCommand } from './run-command.ts'

/** Where the apps are that use the packed packages. */
export const consumers: string = join(import.meta.dirname, '../consumers')

export interface ConsumerOptions {
  /** Folders of `tests/consumers` that make up the app; the first one has its `package.json`. */
  readonly sources: readonly [string, ...string[]]
  /** Folders of `packages` that it installs. */
  readonly packages: readonly string[]
  readonly benchFolder: string
  /** More arguments of `npm install`. */
  readonly npmArguments?: readonly string[]
}

/** Copies an app into an empty folder and installs it there as a user of the packed packages does. */
export async function installConsumer(folder: string, options: ConsumerOptions): Promise<void> {
  const { benchFolder, npmArguments = [], packages, sources } = options
  for (const source of sources.toReversed()) await cp(join(consumers, source), folder, { recursive: true })
  const tarballs = await packPackages(packages, benchFolder)
  const quietly = ['--no-package-lock', '--no-audit', '--no-fund', '--prefer-offline']
  await runCommand(npm, ['install', ...quietly, ...npmArguments, ...tarballs], { cwd: folder })
}
