import { coreVersion, type JoinGrant } from '@televid/core'

interface BareGrantRequest {
  /** URL of the control plane. */
  readonly grants: string
  readonly room: string
  /** Of an invite. */
  readonly secret: string
  /** Origin of the page that will use it. */
  readonly pages: string
  readonly provider: string
}

/** What an app gets that asks our server for a grant by itself, and never listens to the room channel. */
export async function bareGrant({ grants, room, secret, pages, provider }: BareGrantRequest): Promise<JoinGrant> {
  const ask = async (path: string, body: unknown, session?: string) => {
    // As the page would ask, so that addresses in the answer are right for it.
    const headers = {
      'content-type': 'application/json',
      origin: pages,
      ...(session && { authorization: `Bearer ${session}` }),
    }
    const response = await fetch(`${grants}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const { session } = await ask('invites/exchange', { secret })
  const request = { room, coreVersion, providers: [provider], rejoin: false }
  return (await ask(`rooms/${encodeURIComponent(room)}/grant`, request, session)).grant
}
