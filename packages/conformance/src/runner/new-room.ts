/**
 * A name nobody used: opaque, and nothing that looks like a date or a number of a person.
 *
 * @param run id of the run, so that whoever finds the room at a vendor's knows where it came from
 */
export function newRoom(run: string): string {
  return `suite-${run}-${randomLetters(12)}`
}

/** Consonants only, which spell no word. */
export function randomLetters(count: number): string {
  return [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => 'bcdfghjkmnpqrstv'[byte % 16]).join('')
}
