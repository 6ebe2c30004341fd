import { randomBytes } from 'node:crypto'
import { newSid } from './twilio-sid.ts'

/** What a customer of Twilio has in the console; made up anew for each stand-in. */
export interface TwilioAccount {
  readonly accountSid: string
  /** Signs status callbacks; also a password of REST. */
  readonly authToken: string
  readonly apiKeySid: string
  /** Signs access tokens; also a password of REST. */
  readonly apiKeySecret: string
}

export function newTwilioAccount(): TwilioAccount {
  return {
    accountSid: newSid('AC'),
    authToken: randomBytes(16).toString('hex'),
    apiKeySid: newSid('SK'),
    apiKeySecret: randomBytes(16).toString('hex'),
  }
}
