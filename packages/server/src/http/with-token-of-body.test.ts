import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ControlPlaneBench, openControlPlaneBench } from '../testing/control-plane-bench.ts'
import { withTokenOfBody } from './with-token-of-body.ts'

let bench: ControlPlaneBench
beforeAll(async () => {
  bench = await openControlPlaneBench()
})
afterAll(() => bench.close())

const url = 'https://visits.test/televid/rooms/r/leave'
const plain = (body: string, headers: Record<string, string> = {}) =>
  new Request(url, { method: 'POST', body, headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers } })

it('lets a page that goes away say goodbye without a header of its own', async () => {
  const person = await bench.invite(await bench.room(), 'guest')
  const leave = (body: object) =>
    bench.call('POST', `/rooms/${person.room}/leave`, { body, headers: { 'content-type': 'text/plain' } })
  expect((await leave({ token: person.session })).status).toBe(204)
  expect((await leave({ token: `${person.session}x` })).status).toBe(401)
  expect((await leave({})).status).toBe(401)
})

it('leaves the rest of the body to the route', async () => {
  const request = await withTokenOfBody(plain('{"token":"abc","id":7}'))
  expect(request.headers.get('authorization')).toBe('Bearer abc')
  expect(await request.json()).toEqual({ id: 7 })
})

it.each([
  ['a header is there', plain('{"token":"abc"}', { authorization: 'Bearer def' })],
  ['the body is no JSON', plain('abc')],
  ['the body names no token', plain('{"id":7}')],
])('takes the request as it is when %s', async (_what, request) => {
  expect(await withTokenOfBody(request)).toBe(request)
  expect(request.bodyUsed).toBe(false)
})
