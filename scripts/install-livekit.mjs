// @ts-check
/**
 * `node scripts/install-livekit.mjs`: builds the LiveKit server that the tests use from its Go module, into
 * `~/.cache/televid` (or `TELEVID_CACHE`). Does nothing where one is on the PATH or in the cache. Needs Go 1.26; about 0.5 GB
 * of module and build cache, and two to five minutes of two cores the first time.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { register } from 'tsx/esm/api'

register()
const { findLivekit, livekitCache, livekitVersion } = await import('../tests/services/livekit/find-livekit.ts')

const search = await findLivekit()
if (search.found) {
  console.log(`livekit-server: ${search.binary}`)
} else if (!hasGo()) {
  console.error('Without Go there is no livekit-server: install Go 1.26 (https://go.dev/dl) or put one on the PATH.')
  process.exitCode = 1
} else {
  const folder = dirname(livekitCache)
  mkdirSync(folder, { recursive: true })
  // Built beside its place, so that nobody finds half a binary.
  const scratch = mkdtempSync(join(folder, 'build-'))
  const started = performance.now()
  try {
    execFileSync('go', ['install', `github.com/livekit/livekit-server/cmd/server@v${livekitVersion}`], {
      stdio: 'inherit',
      env: { ...process.env, CGO_ENABLED: '0', GOBIN: scratch, GOFLAGS: `${process.env.GOFLAGS ?? ''} -ldflags=-s` },
    })
    renameSync(join(scratch, 'server'), livekitCache)
    console.log(
      `livekit-server ${livekitVersion}: ${livekitCache} (${Math.round((performance.now() - started) / 1000)} s)`,
    )
  } catch {
    console.error(`livekit-server ${livekitVersion} could not be built; see above.`)
    process.exitCode = 1
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function hasGo() {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
