import type { ConformanceService } from '@televid/conformance'
import type { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { bareGrant } from './bare-grant.ts'

interface ControlPlaneAccess {
  /** The process that runs now. */
  readonly control: () => ControlPlaneProcess
  readonly provider: string
  /** Origin of the pages. */
  readonly pages: string
  /** Where somebody's page reaches the control plane. */
  readonly originFor: (identity: string) => Promise<string>
}

/** The way in on every bench with our control plane: an invite, or the grant alone for who is not to hear the room channel. */
export function controlPlaneAccess(options: ControlPlaneAccess): ConformanceService['access'] {
  const { control, originFor, pages, provider } = options
  return async ({ room, identity, displayName, role, channel = true }) => {
    const grants = `${await originFor(identity)}/televid`
    await control().call('ensureRoom', { room, lobby: false })
    const { secret } = await control().call('createInvite', { room, role, identity, displayName })
    return channel ? { grants, invite: secret } : { grant: await bareGrant({ grants, room, secret, pages, provider }) }
  }
}
