import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'

/** Opaque id of a person within a room. */
export const identityShape = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of A-Z, a-z, 0-9, "_" and "-"')

export const displayNameShape = z.string().trim().min(1).max(80)

export const tenantShape = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of A-Z, a-z, 0-9, "_" and "-"')

/** Tenant of an installation that serves one organization. */
export const defaultTenant = 'default'

/**
 * Checks the arguments of a call made in this process.
 *
 * @throws TelevidError `invalid-argument`
 */
export function checkArguments<T>(shape: z.ZodType<T>, value: unknown): T {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TelevidError(
    'invalid-argument',
    `Argument "${issue?.path.join('.') ?? ''}" cannot be used: ${issue?.message ?? 'wrong type'}.`,
  )
}
