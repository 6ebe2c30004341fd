import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export type PostgresSearch =
  | { readonly found: true; readonly binaries: string }
  | { readonly found: false; readonly reason: string }

/** Looks for PostgreSQL's server programs: `TELEVID_POSTGRES_BIN`, else Debian's folders, newest first. */
export async function findPostgres(): Promise<PostgresSearch> {
  const root = '/usr/lib/postgresql'
  const versions = await readdir(root).catch(() => [])
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, 'bin'))
  const wanted = process.env.TELEVID_POSTGRES_BIN
  for (const binaries of wanted === undefined ? folders : [wanted]) {
    if (
      await access(join(binaries, 'initdb')).then(
        () => true,
        () => false,
      )
    )
      return { found: true, binaries }
  }
  return {
    found: false,
    reason: 'no PostgreSQL server here. Install it (Debian: apt-get install postgresql) or set TELEVID_POSTGRES_BIN.',
  }
}
