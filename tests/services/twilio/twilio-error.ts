/** What a code means in the SDK (`lib/util/twilio-video-errors.js` of `twilio-video`) and in REST, with the HTTP status there. */
const known = {
  20500: [500, 'Internal server error'],
  20001: [400, 'Invalid parameter'],
  20003: [401, 'Authenticate'],
  20004: [405, 'Method not allowed'],
  20101: [401, 'Invalid Access Token'],
  20102: [401, 'Invalid Access Token header'],
  20103: [401, 'Invalid Access Token issuer/subject'],
  20104: [401, 'Access Token expired or expiration date invalid'],
  20105: [401, 'Access Token not yet valid'],
  20106: [403, 'Invalid Access Token grants'],
  20107: [401, 'Invalid Access Token signature'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  53004: [400, 'Client sent an invalid signaling message'],
  53100: [400, 'Room name is invalid'],
  53101: [400, 'Room name is too long'],
  53103: [400, 'Unable to create Room'],
  53105: [400, 'Room contains too many Participants'],
  53106: [404, 'Room not found'],
  53107: [400, 'MaxParticipants is out of range'],
  53108: [400, 'RoomType is not valid'],
  53109: [400, 'Timeout is out of range'],
  53110: [400, 'StatusCallbackMethod is invalid'],
  53111: [400, 'StatusCallback is invalid'],
  53112: [400, 'Status is invalid'],
  53113: [400, 'Room exists'],
  53115: [400, 'MediaRegion is invalid'],
  53118: [400, 'Room completed'],
  53200: [400, 'Participant identity is invalid'],
  53201: [400, 'Participant identity is too long'],
  53203: [400, 'The maximum number of published tracks allowed in the Room at the same time has been reached'],
  53204: [404, 'Participant not found'],
  53205: [400, 'Participant disconnected because of duplicate identity'],
  53216: [400, 'Participant session length exceeded'],
  53301: [400, 'Track name is invalid'],
  53302: [400, 'Track name is too long'],
  53304: [400, 'Track name is duplicated'],
} as const

export interface ErrorState {
  readonly code: number
  readonly message: string
}

/** A refusal of the stand-in: an `error` message in a room, a JSON body in REST. */
export class TwilioError extends Error {
  readonly code: number
  /** HTTP status, in REST. */
  readonly status: number

  constructor(code: number, message?: string) {
    const [status, text] = known[code as keyof typeof known] ?? [400, `Error ${code}`]
    super(message ?? text)
    this.code = code
    this.status = status
  }

  state(): ErrorState {
    return { code: this.code, message: this.message }
  }
}
