import { TelevidError } from '../error/televid-error.ts'

const shape = /^[A-Za-z0-9][A-Za-z0-9_-]{3,63}$/
// Between characters that are no hex digits, so that a random id does not look like a date by chance.
const date =
  /(?<![\da-f])(?:(?:19|20)\d{2}([-_]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])[-_](?:0[1-9]|1[0-2])[-_](?:19|20)\d{2})(?![\da-f])/i
const uuid = /^[\da-f]{8}(-?)(?:[\da-f]{4}\1){3}[\da-f]{12}$/i
const longNumber = /^(\d[-_]?){7,}$/
const record = /(^|[-_])(mrn|ssn|dob|nhs|patient|name|insurance)([-_]?\d|[-_][A-Za-z])/i

/**
 * Refuses a room name that is malformed or looks like patient data. Room names reach vendors, URLs and logs, so they must
 * be opaque: 4 to 64 of `A-Z a-z 0-9 _ -`, starting with a letter or digit. Dates, long numbers and record labels
 * (`patient-…`, `mrn…`, `dob…`) are refused as likely PHI. The check is a safety net, not proof that a name is opaque.
 *
 * @throws TelevidError `room-name-invalid`
 */
export function assertRoomName(name: string): void {
  if (!shape.test(name)) {
    throw new TelevidError(
      'room-name-invalid',
      'A room name is 4 to 64 of A-Z, a-z, 0-9, "_" and "-". Use an opaque id such as "visit-7f3a91".',
    )
  }
  // A random id may happen to hold a date, or no letter at all.
  const looksLikePatientData = date.test(name) || longNumber.test(name) || record.test(name)
  if (looksLikePatientData && !uuid.test(name)) {
    throw new TelevidError(
      'room-name-invalid',
      'This room name looks like patient data, and it reaches vendors and logs. Use an opaque id such as "visit-7f3a91".',
    )
  }
}
