import { TelevidError } from '@televid/core/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ControlPlaneBench, Person } from '../testing/control-plane-bench.ts'
import { type Answer, openControlPlaneBench } from '../testing/control-plane-bench.ts'
import { fakeProvider } from '../testing/fake-provider.ts'

let bench: ControlPlaneBench
let host: Person
let guest: Person
let reference: string
beforeAll(async () => {
  bench = await openControlPlaneBench()
})
afterAll(() => bench.close())
beforeEach(async () => {
  const room = await bench.room({ lobby: false })
  host = await bench.invite(room, 'host')
  guest = await bench.invite(room, 'guest')
  const { body } = await bench.grant(host)
  reference = body.status === 'granted' ? String(body.grant.credentials.vendorRoom) : ''
  await bench.grant(guest)
})

const moderate = (path: string, body: unknown, controlPlane = host.controlPlane): Promise<Answer> =>
  bench.call('POST', `/rooms/${host.room}/participants/${path}`, { session: host.session, body, controlPlane })

const list = (controlPlane = host.controlPlane): Promise<Answer> =>
  bench.call('GET', `/rooms/${host.room}/participants`, { session: host.session, controlPlane })

/** What somebody's next grant lets them do. */
async function mayPublish(person: Person): Promise<unknown[]> {
  const { body } = await bench.grant(person)
  if (body.status !== 'granted') return [body]
  return [body.grant.permissions?.includes('publish'), body.grant.credentials.may]
}

describe('who is there', () => {
  it('is what the vendor says', async () => {
    expect((await list()).body).toEqual({ participants: [] })
    const person = { identity: guest.identity, sources: [{ source: 'camera' as const, muted: false }] }
    bench.provider.present.set(reference, [person])
    expect((await list()).body).toEqual({ participants: [person] })
  })
})

describe('mute', () => {
  it.each(['camera', 'microphone', 'screen', 'screen-audio', 'custom:document-1'])('turns %s off', async (source) => {
    expect((await moderate(`${guest.identity}/mute`, { source })).status).toBe(204)
    expect(bench.provider.muted).toContain(`${reference}/${guest.identity} ${source}`)
  })

  it('is refused for somebody who was never invited', async () => {
    expect((await moderate('nobody/mute', { source: 'camera' })).body.code).toBe('invalid-argument')
  })
})

describe('the right to publish', () => {
  it('is taken now and in later grants, and given back', async () => {
    expect(await mayPublish(guest)).toEqual([true, true])
    expect((await moderate(`${guest.identity}/publish`, { allowed: false })).status).toBe(204)
    expect(await mayPublish(guest)).toEqual([false, false])
    expect((await moderate(`${guest.identity}/publish`, { allowed: true })).status).toBe(204)
    expect(await mayPublish(guest)).toEqual([true, true])
    expect(bench.provider.publishing.slice(-2)).toEqual(
      ['false', 'true'].map((can) => `${reference}/${guest.identity} ${can}`),
    )
  })

  it('is given to somebody whose role lacks it, in this room only', async () => {
    const observer = await bench.invite(host.room, 'observer', { identity: 'observer-1' })
    await bench.grant(observer)
    await moderate(`${observer.identity}/publish`, { allowed: true })
    expect(await mayPublish(observer)).toEqual([true, true])
    const elsewhere = await bench.invite(await bench.room({ lobby: false }), 'observer', { identity: 'observer-1' })
    expect(await mayPublish(elsewhere)).toEqual([false, false])
  })

  it('is in the room channel at once', async () => {
    const response = await bench.controlPlane.fetch(
      new Request(`http://visits.test/televid/rooms/${guest.room}/channel`, {
        headers: { authorization: `Bearer ${guest.session}` },
      }),
    )
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (expected: RegExp): Promise<void> => {
      while (!expected.test(text)) text += (await reader?.read())?.value ?? 'the stream ended'
    }
    await until(/"permissions":\["join","publish"\]/)
    await moderate(`${guest.identity}/publish`, { allowed: false })
    await until(/"permissions":\["join"\]/)
    await reader?.cancel()
  })

  it('is refused for somebody who has not come', async () => {
    const late = await bench.invite(host.room, 'guest')
    expect((await moderate(`${late.identity}/publish`, { allowed: false })).body.code).toBe('invalid-argument')
  })

  it('is stored when the vendor has nobody there, and told when the vendor fails', async () => {
    const gone = new TelevidError('room-not-found', 'Gone.')
    const absent = bench.another({
      providers: { main: { ...bench.provider, setCanPublish: () => Promise.reject(gone) } },
    })
    expect((await moderate(`${guest.identity}/publish`, { allowed: false }, absent)).status).toBe(204)
    expect(await mayPublish(guest)).toEqual([false, false])
    const broken = bench.another({
      providers: { main: { ...bench.provider, setCanPublish: () => Promise.reject(new Error('away')) } },
    })
    expect((await moderate(`${guest.identity}/publish`, { allowed: true }, broken)).status).toBe(500)
    expect(bench.errors.splice(0)).toHaveLength(1)
  })
})

describe('a provider without moderation', () => {
  it('refuses each with "unsupported", and nothing is changed', async () => {
    const { listParticipants, muteSource, setCanPublish, ...without } = fakeProvider()
    const controlPlane = bench.another({ providers: { main: without } })
    const answers = [
      await list(controlPlane),
      await moderate(`${guest.identity}/mute`, { source: 'camera' }, controlPlane),
      await moderate(`${guest.identity}/publish`, { allowed: false }, controlPlane),
    ]
    for (const { status, body } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 501, code: 'unsupported' })
      expect(body.detail).toContain('Provider "fake" cannot')
    }
    expect(await mayPublish(guest)).toEqual([true, true])
    expect(bench.errors).toEqual([])
  })
})
