import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

export type CoturnSearch =
  | { readonly found: true; readonly binary: string }
  | { readonly found: false; readonly reason: string }

/** Looks for coturn's `turnserver`: `TELEVID_TURNSERVER_BIN`, else on the PATH. */
export async function findCoturn(): Promise<CoturnSearch> {
  const wanted = process.env.TELEVID_TURNSERVER_BIN
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const binary of wanted === undefined ? folders.map((folder) => join(folder, 'turnserver')) : [wanted]) {
    if (
      await access(binary, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return { found: true, binary }
  }
  return {
    found: false,
    reason: 'no coturn here. Install it (Debian: apt-get install coturn) or set TELEVID_TURNSERVER_BIN.',
  }
}
