import { twilio } from '@televid/adapter-twilio/server'
import type { loadControlPlaneConfig } from '@televid/server/node'
import { type Environment, twilioAccount } from '../server/twilio-account.ts'

type Config = Awaited<ReturnType<typeof loadControlPlaneConfig>>

/** For tests: another service in the place of Twilio's, where TWILIO_WS_SERVER and TWILIO_API_URL name one. */
export function withStandIn(config: Config, environment: Environment): Config {
  const { service, ...account } = twilioAccount(environment)
  const apiUrl = environment.TWILIO_API_URL
  if (!service.wsServer || !apiUrl) return config
  return { ...config, providers: { ...config.providers, twilio: twilio({ ...account, ...service, apiUrl }) } }
}
