import { TelevidError } from '@televid/core/protocol'
import type { z } from 'zod'
import { maximumFrameBytes } from '../stream/stream-server.ts'
import { readBytes } from './read-bytes.ts'

/**
 * Reads and checks a JSON body.
 *
 * @throws TelevidError `body-too-large` | `bad-request`
 */
export async function readBody<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const bytes = await readBytes(request, maximumFrameBytes)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
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
