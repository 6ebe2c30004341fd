import { loadSdk } from '@televid/core/adapter'

export type TwilioSdk = typeof import('twilio-video')

/** The SDK is CommonJS: all of it is there as `default` at least, and with some loaders not otherwise (es5/index.js, 2.36.0). */
export async function loadTwilioSdk(): Promise<TwilioSdk> {
  const sdk = await loadSdk('twilio', 'twilio-video@^2.36', () => import('twilio-video'))
  return (sdk as { readonly default?: TwilioSdk }).default ?? sdk
}
