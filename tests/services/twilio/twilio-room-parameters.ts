import { z } from 'zod'
import { TwilioError } from './twilio-error.ts'
import type { TwilioSettings } from './twilio-options.ts'

export interface RoomParameters {
  readonly uniqueName: string | null
  readonly type: string
  readonly maxParticipants: number
  /** Seconds. */
  readonly maxParticipantDuration: number
  /** Minutes. */
  readonly emptyRoomTimeout: number
  readonly unusedRoomTimeout: number
  readonly mediaRegion: string
  readonly recordOnConnect: boolean
  readonly statusCallback: string | null
  readonly statusCallbackMethod: 'POST' | 'GET'
}

const longestRoomName = 128
const regions = ['gll', 'au1', 'br1', 'de1', 'ie1', 'in1', 'jp1', 'sg1', 'us1', 'us2'] as const

/** Form fields of `POST /v1/Rooms`: each with Twilio's bounds and the code of its refusal. */
const fields = {
  Type: [z.enum(['group', 'go', 'peer-to-peer', 'group-small']).default('group'), 53108],
  MaxParticipantDuration: [z.coerce.number().int().min(600).max(86_400).default(14_400), 20001],
  EmptyRoomTimeout: [z.coerce.number().int().min(1).max(60).default(5), 53109],
  UnusedRoomTimeout: [z.coerce.number().int().min(1).max(60).default(5), 53109],
  MediaRegion: [z.enum(regions).default('gll'), 53115],
  RecordParticipantsOnConnect: [z.stringbool().default(false), 20001],
  StatusCallback: [
    z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    53111,
  ],
  StatusCallbackMethod: [z.enum(['POST', 'GET']).default('POST'), 53110],
} as const

/** @throws {TwilioError} 53100 to 53115 */
export function readRoomParameters(form: URLSearchParams, settings: TwilioSettings): RoomParameters {
  const read = <Name extends keyof typeof fields>(name: Name): z.output<(typeof fields)[Name][0]> => {
    const [schema, code] = fields[name]
    const result = schema.safeParse(form.get(name) ?? undefined)
    if (!result.success) throw new TwilioError(code, `${name}: ${result.error.issues[0]?.message}`)
    return result.data as z.output<(typeof fields)[Name][0]>
  }
  const region = read('MediaRegion')
  const most = z.coerce.number().int().min(1).max(settings.maxParticipants).default(settings.maxParticipants)
  const maxParticipants = most.safeParse(form.get('MaxParticipants') ?? undefined)
  if (!maxParticipants.success) throw new TwilioError(53107)
  return {
    uniqueName: readRoomName(form.get('UniqueName')),
    type: read('Type'),
    maxParticipants: maxParticipants.data,
    maxParticipantDuration: read('MaxParticipantDuration'),
    emptyRoomTimeout: read('EmptyRoomTimeout'),
    unusedRoomTimeout: read('UnusedRoomTimeout'),
    // Nobody is in a region yet that would decide it.
    mediaRegion: region === 'gll' ? 'us1' : region,
    recordOnConnect: read('RecordParticipantsOnConnect'),
    statusCallback: read('StatusCallback'),
    statusCallbackMethod: read('StatusCallbackMethod'),
  }
}

/** @throws {TwilioError} 53100, 53101 */
export function readRoomName(name: string | null): string | null {
  if (name === '') throw new TwilioError(53100)
  if (name !== null && name.length > longestRoomName) throw new TwilioError(53101)
  return name
}
