import type { Source } from '../adapter/source.ts'
import { TelevidError } from '../error/televid-error.ts'

const texts = {
  aborted: 'was turned off again. Turn it on if it is wanted.',
  'device-lost': 'was disconnected. Connect one and turn it on again.',
  'processor-failed': 'is off: its processor failed. Remove it or try again.',
  vendor: 'could not be published. Turn it on again.',
}

/** Why a source is not as the app had wanted, where no device said so. */
export function sourceError(code: keyof typeof texts, source: Source, cause?: unknown): TelevidError {
  return new TelevidError(code, `The ${source} ${texts[code]}`, { cause })
}
