import { access, constants } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Tested with this one; `scripts/install-livekit.mjs` builds it. */
export const livekitVersion = '1.13.5'

export type LivekitSearch =
  | { readonly found: true; readonly binary: string }
  | { readonly found: false; readonly reason: string }

/** Where `scripts/install-livekit.mjs` puts the server. */
export const livekitCache: string = join(
  process.env.TELEVID_CACHE ?? join(homedir(), '.cache', 'televid'),
  `livekit-server-${livekitVersion}`,
  'livekit-server',
)

/** Looks for `livekit-server`: `TELEVID_LIVEKIT_BIN`, else on the PATH, else in the cache. */
export async function findLivekit(): Promise<LivekitSearch> {
  const wanted = process.env.TELEVID_LIVEKIT_BIN
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const places = [...folders.map((folder) => join(folder, 'livekit-server')), livekitCache]
  for (const binary of wanted === undefined ? places : [wanted]) {
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
    reason:
      'no livekit-server here. Run "node scripts/install-livekit.mjs" (needs Go 1.26), put livekit-server on the PATH, or set TELEVID_LIVEKIT_BIN.',
  }
}
