import type { GrantFunction } from '@televid/core'

/** Makes what the app's own token endpoint answers, unchanged, a grant. */
export const grants: GrantFunction = async ({ room }, { signal }) => {
  const answer = await fetch(`/token?room=${room}`, { signal })
  if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}.`)
  const credentials = await answer.json()
  const payload = atob(credentials.token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))
  const claims = JSON.parse(payload) // what the access token says of itself
  const { identity } = claims.grants
  return { provider: 'twilio', room, identity, role: 'guest', expiresAt: claims.exp * 1000, credentials }
}
