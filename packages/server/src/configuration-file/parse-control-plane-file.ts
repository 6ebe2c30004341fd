import { TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import { type KnownProviderName, knownProviderNames, knownProviders } from './known-providers.ts'

/** What `televid.config.json` says. It never holds a credential. */
export interface ControlPlaneFile {
  readonly provider: KnownProviderName
  /** Settings by provider. */
  readonly providers: Readonly<Partial<Record<KnownProviderName, unknown>>>
  readonly draining: readonly KnownProviderName[]
}

const providerName = z.enum(knownProviderNames as [KnownProviderName, ...KnownProviderName[]], {
  error: ({ input }) => notAProvider(input),
})

const settings = z.strictObject({
  p2p: knownProviders.p2p.settings,
  livekit: knownProviders.livekit.settings,
  twilio: knownProviders.twilio.settings,
})

const shape = z.strictObject({
  // For editors.
  $schema: z.string().optional(),
  provider: providerName,
  providers: settings.partial().default({}),
  draining: z.array(providerName).default([]),
})

/**
 * @param text JSON
 * @param name of the file, for what is said of it
 * @throws TelevidError `invalid-argument`; a typo is told with what is allowed in its place
 */
export function parseControlPlaneFile(text: string, name: string): ControlPlaneFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    // The parser's message quotes the file.
    throw wrong(name, 'it is not JSON', cause)
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  throw wrong(name, parsed.error.issues.map(explain).join('; '))
}

/** @throws TelevidError `unknown-provider` */
export function parseProviderName(value: string, where: string): KnownProviderName {
  const known = knownProviderNames.find((each) => each === value)
  if (known !== undefined) return known
  throw new TelevidError('unknown-provider', `${where}: ${notAProvider(value)}.`)
}

function notAProvider(value: unknown): string {
  const what = value === undefined ? 'a provider must be named' : `${JSON.stringify(value)} is not a provider`
  return `${what}; allowed: ${knownProviderNames.join(', ')}`
}

function explain(issue: z.core.$ZodIssue): string {
  const [first, provider] = issue.path
  if (issue.code !== 'unrecognized_keys') return [issue.path.join('.'), issue.message].filter(Boolean).join(': ')
  return issue.keys
    .map((key) => {
      if (first === undefined) return `"${key}" is not an option; allowed: provider, providers, draining`
      const known = knownProviderNames.find((each) => each === provider)
      if (known === undefined) return notAProvider(key)
      const { credentials, settings: allowed } = knownProviders[known]
      const variable = Object.entries(credentials).find(([option]) => option === key)?.[1]
      const place = issue.path.join('.')
      if (variable !== undefined)
        return `${place}.${key} is a credential, which has no place in a file: set ${variable} in the environment`
      return `"${key}" is not a setting in ${place}; allowed: ${Object.keys(fieldsAt(allowed, issue.path.slice(2))).join(', ')}`
    })
    .join('; ')
}

/** The fields of the object at a path within a schema. */
function fieldsAt(schema: z.ZodObject, path: readonly PropertyKey[]): Readonly<Record<string, unknown>> {
  let here: unknown = schema
  for (const key of path) {
    if (here instanceof z.ZodObject) here = here.shape[String(key)]
    if (here instanceof z.ZodOptional) here = here.unwrap()
  }
  return here instanceof z.ZodObject ? here.shape : {}
}

function wrong(name: string, why: string, cause?: unknown): TelevidError {
  return new TelevidError('invalid-argument', `${name} cannot be used: ${why}. Correct the file.`, { cause })
}
