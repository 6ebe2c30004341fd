import { randomBytes } from 'node:crypto'

export type SidPrefix = 'AC' | 'SK' | 'RM' | 'PA' | 'MT' | 'RT'

/** Twilio's ids: two letters and 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return `${prefix}${randomBytes(16).toString('hex')}`
}
