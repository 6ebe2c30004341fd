import type { GrantRequest, StreamEndpoint } from '../protocol/grant-request.ts'
import type { JoinGrant } from '../protocol/join-grant.ts'
import type { ControlPlaneClient } from './control-plane-client.ts'

/** An app's own way to get a grant, without a TeleVid control plane. Nobody checks it: the result is `ungated`. */
export type GrantFunction = (
  request: GrantRequest,
  options: { readonly signal: AbortSignal },
) => Promise<JoinGrant> | JoinGrant

/** What a request for a grant leads to, whoever answers it. The grant is not checked yet. */
export type GrantAnswer =
  | { readonly status: 'granted'; readonly grant: unknown; readonly channel: StreamEndpoint | null }
  | { readonly status: 'waiting'; readonly channel: StreamEndpoint }

/** Where grants come from: the control plane, or the app's function (then `controlPlane` is `null`). */
export interface GrantAccess {
  readonly controlPlane: ControlPlaneClient | null
  requestGrant(request: GrantRequest, signal: AbortSignal): Promise<GrantAnswer>
}

export function grantAccessOfFunction(grants: GrantFunction): GrantAccess {
  return {
    controlPlane: null,
    requestGrant: async (request, signal) => ({
      status: 'granted',
      grant: await grants(request, { signal }),
      channel: null,
    }),
  }
}
