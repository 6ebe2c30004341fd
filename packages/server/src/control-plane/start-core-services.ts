import { TelevidError } from '@televid/core/protocol'
import type { Metrics } from '../metrics/metrics.ts'
import { type KeyRing, keyRing, newToken } from '../secret/key-ring.ts'
import { Secret } from '../secret/secret.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { forgetReceipts } from '../stream/forget-receipts.ts'
import { retryWebhookEvents } from '../webhook/retry-webhook-events.ts'
import type { Configuration } from './configuration.ts'
import type { CoreServices, RunningServices } from './core-services.ts'

/** Opens the store and starts every provider. What was opened is closed again when something fails. */
export async function startCoreServices(
  configuration: Configuration,
  metrics: Metrics,
  hasWebSocket: () => boolean,
): Promise<RunningServices> {
  const { onError } = configuration
  const given = configuration.store
  const store = isStore(given) ? given : await openStore(given, onError)
  try {
    const keys = keyRing(configuration.secret ?? (await ownSecret(store)))
    const services: CoreServices = {
      configuration,
      store,
      keys,
      metrics,
      background: new Set(),
      streams: { store, onError, connections: new Set() },
      provider: (name) => {
        const provider = configuration.providers.get(name)
        if (provider !== undefined) return provider
        throw new TelevidError(
          'unknown-provider',
          `This room is pinned to provider "${name}", which is not configured any more. Keep it in providers until its rooms have ended.`,
        )
      },
      endpoint: (path, request) => {
        const webSocket = hasWebSocket()
        const local = `${configuration.basePath}${path}`
        if (configuration.publicOrigin !== null) return { url: configuration.publicOrigin + local, webSocket }
        // A page of another site cannot use a path; a page of this one must not depend on what a proxy made of the host.
        const own = new URL(request.url)
        const from = request.headers.get('origin')
        const foreign = from !== null && URL.canParse(from) && new URL(from).host !== own.host
        return { url: foreign ? own.origin + local : local, webSocket }
      },
    }
    await startProviders(services, keys)
    const stopForgetting = forgetReceipts(services.streams)
    const stopRetrying = retryWebhookEvents(services)
    const stop = async (): Promise<void> => {
      stopForgetting()
      await Promise.all([stopRetrying(), ...services.background])
    }
    return { ...services, stop }
  } catch (error) {
    if (store !== given) await store.close()
    throw error
  }
}

/** Stops the providers, and the store if the control plane opened it. */
export async function stopCoreServices({ configuration, store, streams, stop }: RunningServices): Promise<void> {
  for (const end of [...streams.connections]) end()
  await stop()
  for (const provider of configuration.providers.values()) await provider.close()
  if (store !== configuration.store) await store.close()
}

async function startProviders(
  { configuration, store }: Pick<CoreServices, 'configuration' | 'store'>,
  keys: KeyRing,
): Promise<void> {
  const started = []
  try {
    for (const [name, provider] of configuration.providers) {
      started.push(provider)
      await provider.start({
        store,
        mode: configuration.mode,
        handlesPhi: configuration.handlesPhi,
        deriveKey: (purpose) => keys.deriveKey(`provider ${name} ${purpose}`),
        onError: configuration.onError,
      })
    }
  } catch (error) {
    for (const provider of started) await provider.close().catch(configuration.onError)
    throw error
  }
}

/** The secret a development server makes for itself; the first of several processes wins. */
async function ownSecret(store: Store): Promise<Secret> {
  const setting = { name: 'development-secret', value: newToken() }
  await store.db
    .insertInto('setting')
    .values(setting)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await store.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', setting.name)
    .executeTakeFirstOrThrow()
  return new Secret(row.value)
}

function isStore(value: Configuration['store']): value is Store {
  return typeof value === 'object' && 'db' in value
}
