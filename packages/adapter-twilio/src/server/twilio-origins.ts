import type { TwilioOptions } from './twilio-options.ts'

/**
 * What pages contact: the signaling of the region (`WS_SERVER` in `lib/util/constants.js` of twilio-video 2.36.0). Media is no
 * matter of a content security policy.
 *
 * @param options as given; none for a URL that is not valid, which `start` refuses
 */
export function twilioOrigins({
  signalingRegion = 'gll',
  wsServer,
}: Pick<TwilioOptions, 'signalingRegion' | 'wsServer'>): readonly string[] {
  if (wsServer === undefined) return [`wss://${signalingRegion === 'gll' ? 'global' : signalingRegion}.vss.twilio.com`]
  return URL.canParse(wsServer) ? [new URL(wsServer).origin] : []
}
