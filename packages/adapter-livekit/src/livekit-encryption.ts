import { type EncryptionFacet, TelevidError } from '@televid/core/adapter'
import type { ExternalE2EEKeyProvider, Room, RoomOptions } from 'livekit-client'
import type { LivekitRoster } from './livekit-roster.ts'
import type { LivekitSdk } from './livekit-sdk.ts'

/** End-to-end encryption of one session: media and messages. */
export interface LivekitEncryption {
  readonly options: Pick<RoomOptions, 'encryption'>
  /** Before connecting, so that nothing is sent in the clear. */
  start(room: Room, roster: LivekitRoster): Promise<void>
  readonly facet: EncryptionFacet
  end(): void
}

/** @throws TelevidError `unsupported` */
export function createLivekitEncryption(sdk: LivekitSdk, makeWorker: () => Worker, key: Uint8Array): LivekitEncryption {
  if (!sdk.isE2EESupported())
    throw new TelevidError('unsupported', 'This browser cannot encrypt. Use a current one.', {
      provider: 'livekit',
    })
  const keyProvider: ExternalE2EEKeyProvider = new sdk.ExternalE2EEKeyProvider()
  const worker = makeWorker()
  const told = new Set<string>()
  const setKey = async (bytes: Uint8Array) => {
    told.clear()
    await keyProvider.setKey(passphrase(bytes))
  }
  return {
    options: { encryption: { keyProvider, worker } },
    async start(room, { keyOf, tell }) {
      await setKey(key)
      await room.setE2EEEnabled(true)
      room.on(sdk.RoomEvent.EncryptionError, (_, participant) => {
        const raw = participant ? keyOf(participant) : ''
        if (told.has(raw)) return
        told.add(raw)
        tell({
          type: 'warning-raised',
          code: 'decryption-failed',
          message: 'Media of a participant cannot be decrypted.',
          raw,
        })
      })
    },
    facet: { setKey },
    end: () => worker.terminate(),
  }
}

/** LiveKit's clients share a passphrase: the key in base64url without padding. */
function passphrase(key: Uint8Array): string {
  return btoa(String.fromCharCode(...key)).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '')
}
