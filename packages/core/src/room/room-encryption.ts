import type { VideoAdapter } from '../adapter/video-adapter.ts'
import { TelevidError } from '../error/televid-error.ts'

/** How a room is encrypted; see `RoomOptions.encryption`. */
export interface EncryptionOptions {
  /**
   * Gives the key that everybody in the room has, 16 bytes or more of randomness; asked for at each join. Get it from where
   * neither the provider nor whoever mints grants can read it.
   */
  key(): Uint8Array | Promise<Uint8Array>
  /**
   * Default `true`: where the provider has no `encryption`, `join()` rejects with `unsupported`. `false`: the call is then
   * not encrypted, and `room.supports('encryption')` is `false`.
   */
  readonly required?: boolean
}

/** End-to-end encryption of the call that is open. */
export interface RoomEncryption {
  /**
   * Another key from now on. Everybody must change it: who has another one sees and hears nothing.
   *
   * @throws TelevidError `unsupported` | `invalid-state` where no call is open, or one in the clear | `invalid-argument`
   */
  setKey(key: Uint8Array): Promise<void>
}

/** The key for a join; `undefined` for one in the clear. */
export async function encryptionKeyFor(
  { capabilities, vendor: provider }: VideoAdapter,
  encryption: EncryptionOptions | undefined,
): Promise<Uint8Array | undefined> {
  if (!encryption) return undefined
  if (capabilities.encryption.support !== 'none') return checkedKey(await encryption.key())
  if (encryption.required === false) return undefined
  throw new TelevidError(
    'unsupported',
    `The provider "${provider}" has no end-to-end encryption, which this room requires. Use a provider that has.`,
    { provider },
  )
}

export function checkedKey(key: Uint8Array): Uint8Array {
  if (key instanceof Uint8Array && key.length >= 16) return key
  throw new TelevidError('invalid-argument', 'The key is not a Uint8Array of 16 bytes or more. Use random bytes.')
}
