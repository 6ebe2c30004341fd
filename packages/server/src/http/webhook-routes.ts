import { receiveWebhook } from '../webhook/receive-webhook.ts'
import { noSuchRoute } from './no-such-route.ts'
import { readBytes } from './read-bytes.ts'
import { openRoute, type Route } from './route.ts'

/** A LiveKit participant's metadata alone may have 512 KiB. */
const maximumWebhookBytes = 1024 * 1024

/** Where vendors tell what happened, for every configured provider, whatever its state. */
export const webhookRoutes: readonly Route[] = [
  openRoute('POST', '/webhooks/:provider', 'signed', null, async ({ services, request, parameters }) => {
    const { configuration, metrics } = services
    const name = parameters.provider ?? ''
    const provider = configuration.providers.get(name)
    if (provider === undefined) return noSuchRoute()
    const { pathname, search, href } = new URL(request.url)
    const { publicOrigin } = configuration
    try {
      const outcome = await receiveWebhook(services, name, provider, {
        method: request.method,
        url: publicOrigin === null ? href : publicOrigin + pathname + search,
        headers: request.headers,
        rawBody: await readBytes(request, maximumWebhookBytes),
      })
      metrics.webhook(name, outcome)
      return null
    } catch (error) {
      metrics.webhook(name, metrics.outcomeOf(error))
      throw error
    }
  }),
]
