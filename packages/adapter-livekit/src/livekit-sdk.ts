/** The SDK as it was loaded; its enums are values, so they travel with it. */
export type LivekitSdk = typeof import('livekit-client')
