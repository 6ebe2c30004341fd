import { TelevidError } from '@televid/core/protocol'
import type { z } from 'zod'
import { maximumFrameBytes } from '../stream/stream-server.ts'

/**
 * Reads and checks a JSON body. A large body is refused by its announced length, or at the limit when it announced none or
 * lied; it is never held in memory.
 *
 * @throws TelevidError `body-too-large` | `bad-request`
 */
export async function readBody<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumFrameBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > maximumFrameBytes) {
      await reader?.cancel().catch(() => {})
      throw tooLarge()
    }
    chunks.push(part.value)
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new TelevidError('bad-request', 'The body is not JSON in UTF-8.')
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TelevidError(
    'bad-request',
    `The body cannot be used: ${issue?.path.map(String).join('.') || 'it'}: ${issue?.message ?? 'wrong'}.`,
  )
}

function tooLarge(): TelevidError {
  return new TelevidError('body-too-large', `A body has at most ${maximumFrameBytes / 1024} KiB. Send less.`)
}
