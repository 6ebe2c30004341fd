import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createLivekitApi } from './livekit-api.ts'
import { parseLivekitOptions } from './livekit-options.ts'

const configuration = parseLivekitOptions(
  { url: 'wss://x.test/', apiKey: 'APIkey', apiSecret: 'a secret of more than 32 characters' },
  'production',
)

/** Answers each call with the next of `answers`; the last one repeats. */
function server(...answers: (Response | Error)[]) {
  const calls: { url: string; body: unknown; claims: Record<string, unknown> }[] = []
  const api = createLivekitApi(configuration, async (url, init) => {
    const authorization = new Headers(init?.headers).get('authorization') ?? ''
    const claims = decodeJwt(authorization.replace('Bearer ', ''))
    calls.push({ url: String(url), body: JSON.parse(String(init?.body)), claims })
    const answer = answers[Math.min(calls.length, answers.length) - 1]
    if (answer instanceof Error) throw answer
    return answer?.clone() ?? Response.json({})
  })
  const call = () => api('ListParticipants', { room: 'o1', roomAdmin: true }, { room: 'o1' }).catch((error) => error)
  return { calls, call }
}
const twirp = (status: number, code: string) => Response.json({ code, msg: 'x' }, { status })

test('a call carries a token for it alone', async () => {
  const { call, calls } = server(Response.json({ participants: [] }))
  expect(await call()).toEqual({ participants: [] })
  expect(calls).toMatchObject([
    { url: 'https://x.test/twirp/livekit.RoomService/ListParticipants', body: { room: 'o1' } },
  ])
  expect(calls[0]?.claims.video).toEqual({ room: 'o1', roomAdmin: true })
  expect(Number(calls[0]?.claims.exp) - Date.now() / 1000).toBeLessThanOrEqual(60)
})

test.each([
  [twirp(404, 'not_found'), 'room-not-found', 1],
  [twirp(401, 'unauthenticated'), 'vendor', 1],
  [twirp(403, 'permission_denied'), 'vendor', 1],
  [twirp(400, 'invalid_argument'), 'invalid-argument', 1],
  [twirp(429, 'resource_exhausted'), 'rate-limited', 3],
  [twirp(503, 'unavailable'), 'server', 3],
  [new Response('bad gateway', { status: 502 }), 'server', 3],
  [new TypeError('fetch failed'), 'network', 3],
] as const)('%s is %s after %i calls', async (answer, code, count) => {
  const { call, calls } = server(answer)
  const error = await call()
  expect(error.code).toBe(code)
  expect(error.message).not.toContain('secret')
  expect(calls).toHaveLength(count)
})

test('what passes is asked again', async () => {
  const { call, calls } = server(
    twirp(503, 'unavailable'),
    new TypeError('fetch failed'),
    Response.json({ participants: [] }),
  )
  expect(await call()).toEqual({ participants: [] })
  expect(calls).toHaveLength(3)
})
