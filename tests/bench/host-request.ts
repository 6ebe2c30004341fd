import type { ControlPlane } from '@televid/server'

const origin = 'http://localhost'

/** Does what a host may do in a room, over the routes of the control plane. */
export async function hostRequest(control: ControlPlane, room: string, path: string, body: object = {}): Promise<null> {
  const post = async (route: string, sent: unknown, session?: string): Promise<unknown> => {
    const response = await control.fetch(
      new Request(`${origin}${control.basePath}/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(session && { authorization: `Bearer ${session}` }) },
        body: JSON.stringify(sent),
      }),
    )
    const text = await response.text()
    if (!response.ok)
      throw new Error(`${route.replace(/participants\/[^/]+/, 'participants/…')}: ${response.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  const { secret } = await control.invites.create({ room, role: 'host', identity: 'witness' })
  const { session } = (await post('invites/exchange', { secret })) as { readonly session: string }
  const request = { room, coreVersion: '0.1.0', providers: ['p2p', 'livekit', 'twilio'], rejoin: false }
  await post(`rooms/${room}/grant`, request, session)
  await post(`rooms/${room}/${path}`, body, session)
  return null
}
