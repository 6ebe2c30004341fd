import { createHash, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { livekit } from '@televid/adapter-livekit/server'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ControlPlaneBench, openControlPlaneBench } from '../testing/control-plane-bench.ts'

const apiKey = 'APIkey'
const apiSecret = 'a secret of more than 32 characters'

let bench: ControlPlaneBench
let api: Server
/** Calls of LiveKit's API, in order. */
const calls: { readonly method: string; readonly body: Readonly<Record<string, unknown>> }[] = []
const made = (method: string): unknown[] => calls.filter((call) => call.method === method).map(({ body }) => body)

beforeAll(async () => {
  api = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    calls.push({ method: request.url?.split('/').at(-1) ?? '', body: JSON.parse(text) })
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  bench = await openControlPlaneBench()
})
afterAll(async () => {
  await bench.close()
  await new Promise((resolve) => api.close(resolve))
})

function plane() {
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  return bench.another({ provider: 'livekit', providers: { livekit: livekit({ url, apiKey, apiSecret }) } })
}

/** As LiveKit sends it: a bare JWT that holds the digest of the body. */
async function webhook(event: object): Promise<{ body: string; headers: Record<string, string> }> {
  const body = JSON.stringify({ id: randomUUID(), createdAt: `${Math.floor(Date.now() / 1000)}`, ...event })
  const authorization = await new SignJWT({ sha256: createHash('sha256').update(body).digest('base64') })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(apiSecret))
  return { body, headers: { authorization, 'content-type': 'application/webhook+json' } }
}

it("somebody who was removed is put out by LiveKit's webhook after a restart; the trace is in LiveKit's room", async () => {
  const before = plane()
  const room = await bench.room({ lobby: false })
  const [host, guest] = [
    await bench.invite(room, 'host', { controlPlane: before }),
    await bench.invite(room, 'guest', { controlPlane: before }),
  ]
  const { body } = await bench.grant(host, { providers: ['livekit'] })
  await bench.grant(guest, { providers: ['livekit'] })
  const [created] = made('CreateRoom') as { name: string; metadata: string }[]
  expect(JSON.parse(created?.metadata ?? '')).toEqual({ trace: body.status === 'granted' && body.grant.trace })

  const path = `/rooms/${room}/participants/${guest.identity}/remove`
  await bench.call('POST', path, { session: host.session, controlPlane: before })
  expect(made('RemoveParticipant')).toHaveLength(1)
  await before.close()

  const after = plane()
  const joined = {
    event: 'participant_joined',
    room: { name: created?.name },
    participant: { identity: guest.identity },
  }
  const delivery = await webhook(joined)
  const answer = await bench.call('POST', '/webhooks/livekit', { ...delivery, controlPlane: after })
  expect(answer.status).toBe(204)
  await vi.waitFor(() => expect(made('RemoveParticipant')).toHaveLength(2))
  expect(made('RemoveParticipant')[1]).toEqual({ room: created?.name, identity: guest.identity })

  const forged = { ...delivery, body: delivery.body.replace(guest.identity, host.identity), controlPlane: after }
  expect((await bench.call('POST', '/webhooks/livekit', forged)).body.code).toBe('forbidden')

  const finished = await webhook({ event: 'room_finished', room: { name: created?.name } })
  await bench.call('POST', '/webhooks/livekit', { ...finished, controlPlane: after })
  await vi.waitFor(async () =>
    expect((await bench.grant(host, { providers: ['livekit'], controlPlane: after })).body.code).toBe('room-ended'),
  )
})
