/**
 * `@televid/adapter-twilio/server`: access tokens, rooms, removal and status callbacks of Twilio for the control plane.
 *
 * @packageDocumentation
 */
export { twilio } from './twilio.ts'
export type { TwilioOptions } from './twilio-options.ts'
