import { type GrantRequest, type GrantResponse, type StreamEndpoint, TelevidError } from '@televid/core/protocol'
import type { CoreServices } from '../control-plane/core-services.ts'
import { complianceStampOf } from './compliance-stamp-of.ts'
import { enterLobby } from './enter-lobby.ts'
import { pinRoom, providerOf } from './pin-room.ts'
import type { SessionAccess } from './session-access.ts'

/** Pages with an older `@televid/core` cannot follow this server. */
export const oldestCoreVersion = '0.1.0'

/**
 * Answers a grant request: waits in the lobby, or pins the room and mints credentials. A client that could not follow is
 * refused before anything is made.
 *
 * @param endpoint builds the address of a stream below the base path
 * @throws TelevidError `client-outdated` | `policy` | `refused` | `removed` | `room-ended` | what the provider throws
 */
export async function mintGrant(
  services: CoreServices,
  session: SessionAccess,
  request: GrantRequest,
  endpoint: (path: string) => StreamEndpoint,
): Promise<GrantResponse> {
  const { metrics } = services
  const expected = await providerOf(services, session.occurrence)
  try {
    const response = await decideGrant(services, session, request, endpoint, expected)
    metrics.grant(expected, response.status)
    return response
  } catch (error) {
    metrics.grant(expected, metrics.outcomeOf(error))
    throw error
  }
}

/** @param expected name of the provider, unless another process pins another at this moment */
async function decideGrant(
  services: CoreServices,
  session: SessionAccess,
  request: GrantRequest,
  endpoint: (path: string) => StreamEndpoint,
  expected: string,
): Promise<GrantResponse> {
  const { configuration } = services
  assertRecent(request.coreVersion)
  assertCanFollow(services.provider(expected).vendor, request)
  assertPolicy(services, services.provider(expected).vendor)

  const channel = endpoint(`/rooms/${session.room}/channel`)
  const state = await enterLobby(services, session)
  if (state === 'removed') throw new TelevidError('removed', 'You were removed from this room and cannot return.')
  if (state === 'refused')
    throw new TelevidError('refused', 'The host did not let you in. Contact them by other means.')
  if (state === 'waiting') return { status: 'waiting', channel }

  const pin = await pinRoom(services, session)
  const provider = services.provider(pin.provider)
  // Another process may have pinned another provider in between.
  assertCanFollow(provider.vendor, request)
  assertPolicy(services, provider.vendor)
  const latest = Math.min(Date.now() + configuration.grantLifetimeMs, session.expiresAt)
  const minted = await provider.mintCredentials({
    room: pin.room,
    identity: session.identity,
    role: session.role,
    permissions: session.permissions,
    expiresAt: latest,
    endpoint: (stream) => endpoint(`/providers/${pin.provider}/${stream}`),
    ...(session.displayName === null ? {} : { displayName: session.displayName }),
  })
  return {
    status: 'granted',
    channel,
    grant: {
      provider: provider.vendor,
      room: session.room,
      identity: session.identity,
      role: session.role,
      permissions: session.permissions,
      expiresAt: Math.min(minted.expiresAt ?? latest, latest),
      credentials: minted.credentials,
      verdict: complianceStampOf(provider.vendor),
      trace: session.trace,
      ...(session.displayName === null ? {} : { displayName: session.displayName }),
    },
  }
}

function assertRecent(version: string): void {
  const [given, oldest] = [version, oldestCoreVersion].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number))
  for (let index = 0; index < 3; index += 1) {
    const difference = (given?.[index] ?? 0) - (oldest?.[index] ?? 0)
    if (difference > 0) return
    if (difference < 0) throw outdated(`its TeleVid version is older than ${oldestCoreVersion}`)
  }
}

function assertCanFollow(vendor: string, { providers }: GrantRequest): void {
  if (!providers.includes(vendor)) throw outdated(`it cannot load the provider "${vendor}" of this room`)
}

function outdated(why: string): TelevidError {
  return new TelevidError(
    'client-outdated',
    `This page cannot join: ${why}. Reload it; if that does not help, deploy the current version of the app.`,
  )
}

function assertPolicy({ configuration }: CoreServices, vendor: string): void {
  if (configuration.mode !== 'production' || !configuration.handlesPhi) return
  const { verdict } = complianceStampOf(vendor)
  if (verdict === 'pass' || verdict === 'not-applicable') return
  throw new TelevidError(
    'policy',
    `No grant: this production server handles PHI, and the compliance verdict on provider "${vendor}" is "${verdict}". This version has no rule set that could pass it; run without patients (handlesPhi: false) or in development until it has.`,
  )
}
