import { TelevidError } from '@televid/core/protocol'

/**
 * Reads a body. A large one is refused by its announced length, or at the limit when it announced none or lied; it is never
 * held in memory.
 *
 * @throws TelevidError `body-too-large`
 */
export async function readBytes(request: Request, maximumBytes: number): Promise<Uint8Array> {
  const tooLarge = new TelevidError('body-too-large', `A body has at most ${maximumBytes / 1024} KiB. Send less.`)
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > maximumBytes) {
      await reader?.cancel().catch(() => {})
      throw tooLarge
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}
