import { defineAdapter } from '@televid/core/adapter'
import { mapTwilioError } from './map-twilio-error.ts'
import { twilioCapabilities } from './twilio-capabilities.ts'
import { joinTwilio } from './twilio-session.ts'

/**
 * Twilio Video. The SDK is loaded when a room is joined.
 *
 * `roster-synced` is told in the turn in which `connect` resolves, and with `reconnected`: the answer of Twilio's service
 * lists everybody and all they publish, and the SDK has applied it by then.
 */
export const twilioAdapter = defineAdapter({
  specificationVersion: 'v1',
  vendor: 'twilio',
  capabilities: twilioCapabilities,
  // Where the SDK's signaling is, whatever its region; no grant names it.
  contentSecurityPolicy: { 'connect-src': ['wss://*.vss.twilio.com'] },
  join: joinTwilio,
  toError: mapTwilioError,
})
