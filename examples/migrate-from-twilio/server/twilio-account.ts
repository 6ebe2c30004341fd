export type Environment = Readonly<Record<string, string | undefined>>

export interface TwilioAccount {
  readonly accountSid: string
  readonly apiKeySid: string
  readonly apiKeySecret: string
  /** Goes to the page with each token: where Twilio is, unless it is Twilio itself. Only tests have it. */
  readonly service: { readonly wsServer?: string }
}

/** @throws Error naming the variable that is missing */
export function twilioAccount(environment: Environment): TwilioAccount {
  const read = (name: string) => {
    const value = environment[name]
    if (value) return value
    throw new Error(`Set ${name}. Account and API keys are in Twilio's console: https://console.twilio.com.`)
  }
  const wsServer = environment.TWILIO_WS_SERVER
  return {
    accountSid: read('TWILIO_ACCOUNT_SID'),
    apiKeySid: read('TWILIO_API_KEY_SID'),
    apiKeySecret: read('TWILIO_API_KEY_SECRET'),
    service: wsServer ? { wsServer } : {},
  }
}
