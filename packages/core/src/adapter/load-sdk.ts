import { TelevidError } from '../error/televid-error.ts'

/**
 * Loads a vendor's SDK when a room is joined, so that a page downloads only the SDK of its provider and a server can import
 * the adapter.
 *
 * @param load e.g. `() => import('livekit-client')`
 * @param install what to install, with the range the adapter is tested with, e.g. `livekit-client@^2.23`
 * @throws TelevidError `sdk-missing`, with the command that installs it
 */
export async function loadSdk<T>(provider: string, install: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    throw new TelevidError(
      'sdk-missing',
      `The SDK of "${provider}" could not be loaded. Install it: npm install ${install}`,
      { provider, cause },
    )
  }
}
