import { randomBytes } from 'node:crypto'

/** Opaque, and nothing that looks like a date or a number of a person. */
export function newRoom(): string {
  return `suite-${[...randomBytes(12)].map((byte) => 'bcdfghjkmnpqrstv'[byte % 16]).join('')}`
}
