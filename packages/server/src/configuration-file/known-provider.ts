import { TelevidError } from '@televid/core/protocol'
import type { z } from 'zod'
import type { ServerProvider } from '../provider/server-provider.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A provider that can be named in a file. */
export interface KnownProvider {
  /** What the file may say. */
  readonly settings: z.ZodObject
  /** Options that only the environment gives, with the variable of each. */
  readonly credentials: Readonly<Record<string, string>>
  /** @throws TelevidError `invalid-argument` (a credential is missing) | `adapter-missing` */
  create(settings: unknown, environment: Environment): Promise<ServerProvider>
}

/**
 * @param create makes the provider; `credential` reads a variable that must be set, `optional` one that may be
 */
export function knownProvider<Settings extends z.ZodObject>(
  name: string,
  settings: Settings,
  credentials: Readonly<Record<string, string>>,
  create: (
    settings: z.output<Settings>,
    credential: (variable: string) => string,
    optional: (variable: string) => string | undefined,
  ) => Promise<ServerProvider>,
): KnownProvider {
  return {
    settings,
    credentials,
    create(given, environment) {
      const optional = (variable: string) => environment[variable] || undefined
      const credential = (variable: string) => {
        const value = optional(variable)
        if (value !== undefined) return value
        throw new TelevidError(
          'invalid-argument',
          `Provider "${name}" needs ${variable} in the environment. Set it, or choose another provider.`,
          { provider: name },
        )
      }
      return create(settings.parse(given), credential, optional)
    },
  }
}
