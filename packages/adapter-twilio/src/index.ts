/**
 * `@televid/adapter-twilio`: Twilio Video, over `twilio-video`.
 *
 * @packageDocumentation
 */
export type { TwilioCredentials } from './parse-twilio-credentials.ts'
export { twilioAdapter as adapter, twilioAdapter } from './twilio-adapter.ts'
