import { randomBytes } from 'node:crypto'
import type { DataFolder } from './data-folder.ts'

/**
 * The secret of a control plane that other devices can reach: made once and kept, so that sessions survive a restart.
 *
 * @throws TelevidError `invalid-state`
 */
export async function lanSecret(folder: DataFolder): Promise<string> {
  return (await folder.readOrWrite('secret', `${randomBytes(32).toString('base64url')}\n`)).trim()
}
