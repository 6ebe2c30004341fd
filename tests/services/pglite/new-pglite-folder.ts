import { access, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

export interface PgliteFolder {
  /** For `store: { folder }` of a control plane. */
  readonly folder: string
  remove(): Promise<void>
}

/**
 * A folder whose database cluster is there already, without a table. To make a cluster takes PGlite five seconds and two
 * cores, to copy one half a second: it is made once and kept in the cache of this user.
 */
export async function newPgliteFolder(): Promise<PgliteFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'televid-store-'))
  await cp(await emptyCluster(), join(folder, 'database'), { recursive: true })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

let made: Promise<string> | undefined

function emptyCluster(): Promise<string> {
  made ??= makeCluster()
  return made
}

async function makeCluster(): Promise<string> {
  const module = fileURLToPath(import.meta.resolve('@electric-sql/pglite'))
  const { version } = JSON.parse(await readFile(join(dirname(module), '../package.json'), 'utf8'))
  const cache = process.env.TELEVID_CACHE ?? join(homedir(), '.cache', 'televid')
  const cluster = join(cache, `pglite-${version}`)
  if (await exists(cluster)) return cluster
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'pglite-'))
  await (await PGlite.create(folder)).close()
  try {
    await rename(folder, cluster)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    // Two processes may have made one at the same time; either is good.
    if (!(await exists(cluster))) throw error
  }
  return cluster
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
