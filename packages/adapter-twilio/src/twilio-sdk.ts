import { loadSdk } from '@televid/core/adapter'

export type TwilioSdk = typeof import('twilio-video')

/**
 * Loads the SDK, also under a content security policy without `unsafe-eval`: as it is loaded it makes a function of text
 * (`lib/util/dynamicimport.js`, 2.36.0), to load a plugin that is not used here, and would fail. So it is given one without text.
 */
export async function loadTwilioSdk(): Promise<TwilioSdk> {
  const intrinsic = (() => {}).constructor
  const give = (value: unknown) => Object.assign(globalThis, { Function: value })
  give(
    new Proxy(intrinsic, {
      construct: (target, [...parts]) =>
        parts[1] === 'return import(url);' ? () => Promise.reject(parts) : Reflect.construct(target, parts),
    }),
  )
  try {
    const sdk = await loadSdk('twilio', 'twilio-video@^2.36', () => import('twilio-video'))
    // It is CommonJS: all of it is there as `default` at least, and with some loaders not otherwise.
    return (sdk as { readonly default?: TwilioSdk }).default ?? sdk
  } finally {
    give(intrinsic)
  }
}
