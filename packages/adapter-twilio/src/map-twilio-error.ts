import type { AdapterErrorMeaning } from '@televid/core/adapter'
import { codeOfTwilioError } from './map-twilio-reason.ts'

type Meaning = readonly [code: AdapterErrorMeaning['code'], message: string, ...codes: number[]]

/** With the codes of `lib/util/twilio-video-errors.js`, twilio-video 2.36.0. */
const meanings: readonly Meaning[] = [
  [
    'grant-invalid',
    'Twilio refused the token. Check keys and clock of the server.',
    20101,
    20102,
    20103,
    20105,
    20106,
    20107,
    53200,
    53201,
    53202,
  ],
  ['grant-expired', 'The Twilio token has expired. Join again.', 20104],
  ['network', 'Twilio was not reached. Check the network and join again.', 53000],
  ['connection-lost', 'The session at Twilio has ended. Join again.', 53001, 53204, 53205],
  ['timeout', 'Twilio did not answer in time. Join again.', 53002],
  ['server', 'Twilio failed or is busy. Try again.', 53003, 53004, 53006, 53104, 53305, 53500, 53501],
  ['room-name-invalid', 'Twilio refuses the name of the room. Choose another one.', 53100, 53101, 53102],
  // 53103 is also the answer where the account lets nobody open a room by joining it (https://www.twilio.com/docs/api/errors/53103).
  ['room-not-found', 'The room is not open. Ask the host to open it.', 53103, 53106],
  ['room-full', 'The room is full. Try again when somebody has left.', 53105],
  ['room-ended', 'The room has ended. Ask for a new invitation.', 53118],
  ['vendor', 'Twilio refused the track. Turn another one off.', 53203, 53300, 53301, 53302, 53303, 53304],
  ['connection-lost', 'The media could not be negotiated. Try again.', 53400, 53401, 53402, 53403],
  ['unsupported', 'Twilio and this browser share no codec. Use a current one.', 53404],
  ['network', 'No media gets through. Check the firewall, or use a relay.', 53405, 53407],
]

/** What an error of `twilio-video` means; `null` for one that is not its own. */
export function mapTwilioError(error: unknown): AdapterErrorMeaning | null {
  const given = codeOfTwilioError(error)
  const meaning = meanings.find(([, , ...codes]) => codes.includes(given ?? 0))
  return meaning ? { code: meaning[0], message: meaning[1] } : null
}
