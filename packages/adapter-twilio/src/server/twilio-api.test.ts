import { expect, test } from 'vitest'
import { createTwilioApi, refusalCode } from './twilio-api.ts'
import { parseTwilioOptions } from './twilio-options.ts'

const configuration = parseTwilioOptions({
  accountSid: `AC${'a'.repeat(32)}`,
  apiKeySid: `SK${'b'.repeat(32)}`,
  apiKeySecret: 'the secret of the key',
})

/** Answers each call with the next of `answers`; the last one repeats. */
function server(...answers: (Response | Error)[]) {
  const calls: { url: string; method: string | undefined; body: string; authorization: string | null }[] = []
  const api = createTwilioApi(configuration, async (url, init) => {
    const authorization = new Headers(init?.headers).get('authorization')
    calls.push({ url: String(url), method: init?.method, body: String(init?.body ?? ''), authorization })
    const answer = answers[Math.min(calls.length, answers.length) - 1]
    if (answer instanceof Error) throw answer
    return answer?.clone() ?? Response.json({})
  })
  const call = () => api('POST', '/Rooms/RM1/Participants/anna', { Status: 'disconnected' }).catch((error) => error)
  return { calls, call }
}
const refusal = (status: number, code: number) => Response.json({ code, message: 'x', status }, { status })

test('a call is a form, with the key as its password', async () => {
  const { call, calls } = server(Response.json({ sid: 'PA1' }))
  expect(await call()).toEqual({ sid: 'PA1' })
  const { apiKeySecret, apiKeySid } = configuration
  expect(calls).toEqual([
    {
      url: 'https://video.twilio.com/v1/Rooms/RM1/Participants/anna',
      method: 'POST',
      body: 'Status=disconnected',
      authorization: `Basic ${btoa(`${apiKeySid}:${apiKeySecret}`)}`,
    },
  ])
})

test.each([
  [refusal(404, 20404), 'room-not-found', 1],
  [refusal(401, 20003), 'vendor', 1],
  [refusal(400, 53118), 'room-ended', 1],
  [refusal(400, 53113), 'invalid-argument', 1],
  [refusal(429, 20429), 'rate-limited', 3],
  [refusal(500, 20500), 'server', 3],
  [new Response('bad gateway', { status: 502 }), 'server', 3],
  [new TypeError('fetch failed'), 'network', 3],
] as const)('%s is %s after %i calls', async (answer, code, count) => {
  const { call, calls } = server(answer)
  const error = await call()
  expect(error).toMatchObject({ code, provider: 'twilio' })
  // Neither the key nor who it was about.
  expect(error.message).not.toMatch(/secret|anna/)
  expect(calls).toHaveLength(count)
})

test("Twilio's number is kept", async () => {
  expect(refusalCode(await server(refusal(400, 53113)).call())).toBe(53113)
  expect(refusalCode(await server(new TypeError('x')).call())).toBeNull()
  expect(refusalCode(new Error('x'))).toBeNull()
})

test('what passes is asked again', async () => {
  const { call, calls } = server(refusal(429, 20429), new TypeError('fetch failed'), Response.json({ sid: 'PA1' }))
  expect(await call()).toEqual({ sid: 'PA1' })
  expect(calls).toHaveLength(3)
})
