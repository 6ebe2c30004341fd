import { defaultRoles, type Permission, permissions, TelevidError } from '@televid/core/protocol'
import { z } from 'zod'
import type { ServerProvider } from '../provider/server-provider.ts'
import { Secret } from '../secret/secret.ts'
import { weakSecretReason } from '../secret/weak-secret-reason.ts'
import type { StoreLocation } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import type { ControlPlaneOptions, ErrorContext, ErrorListener, RateLimit } from './control-plane-options.ts'

/** The options, checked, with every default filled in. */
export interface Configuration {
  readonly mode: 'development' | 'production'
  readonly handlesPhi: boolean
  readonly provider: string
  readonly providers: ReadonlyMap<string, ServerProvider>
  /** Providers that take no new room. */
  readonly draining: ReadonlySet<string>
  readonly secret: Secret | null
  /** Why the secret may only guard a development server on loopback; `null` for a good one. */
  readonly secretWeakness: string | null
  readonly store: StoreLocation | Store
  /** Opens the metrics; `null`: only a development server on loopback shows them. */
  readonly metricsToken: Secret | null
  readonly basePath: string
  readonly publicOrigin: string | null
  readonly origins: ReadonlySet<string>
  readonly roles: ReadonlyMap<string, readonly Permission[]>
  readonly sessionLifetimeMs: number
  readonly grantLifetimeMs: number
  readonly rateLimits: { readonly address: RateLimit; readonly session: RateLimit }
  readonly clientAddress: ((request: Request) => string | undefined) | null
  readonly onError: ErrorListener
}

const hourMs = 3_600_000
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9 and -')
const origin = z
  .string()
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'must be an origin such as https://visits.example.org',
  )
const rateLimit = z.strictObject({ burst: z.number().positive(), perSecond: z.number().positive() })
const lifetime = z
  .number()
  .int()
  .min(1_000)
  .max(31 * 24 * hourMs)

const optionsShape = z.strictObject({
  mode: z.enum(['development', 'production'], 'must be stated: "development" or "production"'),
  handlesPhi: z.boolean('must be stated: true if calls may carry protected health information, else false'),
  provider: name,
  providers: z.record(
    name,
    z.custom<ServerProvider>(
      (value) => typeof value === 'object' && value !== null && 'mintCredentials' in value,
      'must be a server provider',
    ),
  ),
  draining: z.array(name).optional(),
  secret: z.string().optional(),
  metricsToken: z.string().optional(),
  store: z
    .custom<StoreLocation | Store>((value) => value === 'memory' || (typeof value === 'object' && value !== null))
    .optional(),
  basePath: z
    .string()
    .regex(/^(?:\/[\w.-]+)*$/, 'must be like "/televid", or "" for none')
    .optional(),
  publicOrigin: origin.optional(),
  origins: z.array(origin).optional(),
  roles: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), z.array(z.enum(permissions))).optional(),
  sessionLifetimeMs: lifetime.optional(),
  grantLifetimeMs: lifetime.optional(),
  rateLimits: z.strictObject({ address: rateLimit.optional(), session: rateLimit.optional() }).optional(),
  clientAddress: z.custom<(request: Request) => string | undefined>((value) => typeof value === 'function').optional(),
  onError: z.custom<ErrorListener>((value) => typeof value === 'function').optional(),
})

/**
 * @throws TelevidError `invalid-argument` | `unknown-provider`
 */
export function readConfiguration(
  given: ControlPlaneOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration {
  const parsed = optionsShape.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new TelevidError(
      'invalid-argument',
      `The control plane cannot start: option "${issue?.path.join('.') ?? ''}" ${issue?.message ?? 'is wrong'}. Change it where createControlPlane is called.`,
    )
  }
  const options = parsed.data
  if (!Object.hasOwn(options.providers, options.provider)) {
    throw new TelevidError(
      'unknown-provider',
      `The control plane cannot start: provider "${options.provider}" is not in providers (${Object.keys(options.providers).join(', ') || 'empty'}). Name one of them or add it.`,
    )
  }
  for (const draining of options.draining ?? []) {
    if (Object.hasOwn(options.providers, draining) && draining !== options.provider) continue
    throw new TelevidError(
      draining === options.provider ? 'invalid-argument' : 'unknown-provider',
      draining === options.provider
        ? `The control plane cannot start: provider "${draining}" is to take new rooms (option "provider") and is in "draining". Take it out of one of them.`
        : `The control plane cannot start: "${draining}" in option "draining" is not in providers (${Object.keys(options.providers).join(', ')}). Keep a provider there until its rooms have ended.`,
    )
  }
  const secret = options.secret ?? environment.TELEVID_SECRET
  const secretWeakness = secret === undefined ? 'none is set' : weakSecretReason(secret)
  if (secretWeakness !== null && (options.mode === 'production' || secret !== undefined))
    throw weakSecret(secretWeakness)
  const metricsToken = options.metricsToken ?? environment.TELEVID_METRICS_TOKEN
  const tokenWeakness = metricsToken === undefined ? null : weakSecretReason(metricsToken)
  if (tokenWeakness !== null)
    throw new TelevidError(
      'invalid-argument',
      `The control plane cannot start: the metrics token is not good enough (${tokenWeakness}). Set TELEVID_METRICS_TOKEN to the output of "openssl rand -base64 32".`,
    )
  const url = environment.DATABASE_URL
  return {
    ...options,
    providers: new Map(Object.entries(options.providers)),
    draining: new Set(options.draining),
    secret: secret === undefined ? null : new Secret(secret),
    secretWeakness,
    metricsToken: metricsToken === undefined ? null : new Secret(metricsToken),
    store: options.store ?? (url === undefined || url === '' ? { folder: '.televid' } : { url }),
    basePath: options.basePath ?? '/televid',
    publicOrigin: options.publicOrigin ?? null,
    origins: new Set([
      ...(options.origins ?? []),
      ...(options.publicOrigin === undefined ? [] : [options.publicOrigin]),
    ]),
    roles: new Map(Object.entries({ ...defaultRoles, ...options.roles })),
    sessionLifetimeMs: options.sessionLifetimeMs ?? 12 * hourMs,
    grantLifetimeMs: options.grantLifetimeMs ?? 2 * hourMs,
    rateLimits: {
      address: options.rateLimits?.address ?? { burst: 200, perSecond: 50 },
      session: options.rateLimits?.session ?? { burst: 60, perSecond: 10 },
    },
    clientAddress: options.clientAddress ?? null,
    onError: options.onError ?? reportToStderr,
  }
}

/** The error of a missing or weak secret. */
export function weakSecret(reason: string): TelevidError {
  return new TelevidError(
    'invalid-argument',
    `The control plane cannot start: the secret is not good enough (${reason}). Set TELEVID_SECRET to the output of "openssl rand -base64 32".`,
  )
}

/** One line with the error's kind; messages of foreign errors may hold values of a query, so they are left out. */
function reportToStderr(error: unknown, { trace }: ErrorContext = {}): void {
  const text = TelevidError.isInstance(error)
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? `${error.name} ${(error as NodeJS.ErrnoException).code ?? ''} ${
          error.stack
            ?.split('\n')
            .find((line) => line.startsWith('    at'))
            ?.trim() ?? ''
        }`
      : typeof error
  process.stderr.write(`televid: ${trace === undefined ? '' : `[trace ${trace}] `}${text}\n`)
}
