import { afterEach, expect, test } from 'vitest'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { waitFor } from '../bench/wait-for.ts'
import { startTwilio, type TwilioService } from '../services/twilio/index.ts'
import { connectRequest, TcmpClient } from './tcmp-client.ts'

let service: TwilioService
let control: ControlPlaneProcess
afterEach(async () => {
  await control?.stop()
  await service?.stop()
})

const room = 'visit-7f3a'
/** Credentials as a page gets them over HTTP, or the code of the refusal. */
async function credentialsOf(identity: string): Promise<{ token: string; room: string; wsServer: string } | string> {
  await control.call('ensureRoom', { room, lobby: false })
  const { secret } = await control.call('createInvite', { room, role: 'guest', identity })
  const ask = async (path: string, body: object, session = '') => {
    const response = await fetch(`http://localhost:${control.port}/televid${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(session && { authorization: `Bearer ${session}` }) },
      body: JSON.stringify(body),
    })
    return response.json()
  }
  const { code, session } = await ask('/invites/exchange', { secret })
  if (session === undefined) return code
  const request = { room, coreVersion: '0.1.0', providers: ['twilio'], rejoin: false }
  const answer = await ask(`/rooms/${room}/grant`, request, session)
  return answer.grant?.credentials ?? answer.code
}
/** The code of Twilio's refusal, or who has joined. */
async function enter(identity: string): Promise<TcmpClient | number> {
  const credentials = await credentialsOf(identity)
  if (typeof credentials === 'string') throw new Error(credentials)
  const { token, ...where } = credentials
  const client = await TcmpClient.hello(where, token, connectRequest(token, where.room))
  return waitFor('an answer', () => {
    const reply = client.replies.find(({ type }) => type === 'connected' || type === 'error')
    if (reply?.type === 'connected') client.session = reply.session
    return reply?.type === 'error' ? reply.code : reply && client
  })
}

test('a control plane with Twilio lets people in, fills rooms, and keeps out who was removed', {
  timeout: 90_000,
}, async () => {
  service = await startTwilio()
  const { account, apiUrl, wsServer } = service
  control = await ControlPlaneProcess.start({
    port: 0,
    store: 'memory',
    benchFolder: '.',
    provider: 'twilio',
    twilio: { ...account, apiUrl, wsServer },
  })
  const anna = await enter('anna')
  expect(anna).toBeInstanceOf(TcmpClient)
  expect(await control.call('occupants', { room })).toEqual(['anna'])
  expect(service.rooms.find(room)?.present.size).toBe(1)

  for (const [kind, code] of [
    ['forged', 20107],
    ['expired', 20104],
  ] as const) {
    await control.call('badGrant', { room, identity: 'ben', kind })
    expect(await enter('ben')).toBe(code)
  }
  await control.call('badGrant', { room, identity: 'ben', kind: 'noPublish' })
  expect(await credentialsOf('ben')).toMatchObject({ canPublish: false })
  await control.call('badGrant', { room, identity: 'ben', kind: null })

  await control.call('fillRoom', { room, full: true })
  expect(await credentialsOf('ben')).toBe('room-full')
  await control.call('fillRoom', { room, full: false })
  await waitFor(
    'the room to be empty but for anna',
    async () => (await control.call('occupants', { room })).length === 1,
  )

  const token = await credentialsOf('ben')
  const ben = await enter('ben')
  expect(ben).toBeInstanceOf(TcmpClient)
  await control.call('remove', { room, identity: 'ben' })
  await waitFor('ben to be out', async () => !(await control.call('occupants', { room })).includes('ben'))
  expect(await credentialsOf('ben')).toBe('removed')
  // With the token of before.
  if (typeof token === 'string') throw new Error(token)
  const again = await TcmpClient.hello(token, token.token, connectRequest(token.token, token.room))
  await again.heard('connected')
  await waitFor('ben to be out again', () => again.replies.some(({ type }) => type === 'disconnected'))

  await control.call('endRoom', { room })
  await waitFor('the room to be over', () => service.rooms.all.every(({ endedAt }) => endedAt !== null))
  expect(await control.foreignConnections()).toEqual([])
})
