import { expect, it } from 'vitest'
import { createRoomControls } from './room-controls.ts'

function controls(answer: unknown = null) {
  const posted: (readonly [path: string, body: object])[] = []
  const post = async (path: string, body: object) => {
    posted.push([path, body])
    return answer
  }
  const access = { controlPlane: { post } } as unknown as Parameters<typeof createRoomControls>[0]
  return { posted, ...createRoomControls(access, 'visit-7f3a91') }
}

it('asks the control plane for each act on a person, by their identity', async () => {
  const { posted, mute, remove, setMayPublish } = controls()
  await remove('ana/ben')
  await mute('ana', 'microphone')
  await setMayPublish('ana', false)
  expect(posted).toEqual([
    ['participants/ana%2Fben/remove', {}],
    ['participants/ana/mute', { source: 'microphone' }],
    ['participants/ana/publish', { allowed: false }],
  ])
})

it('makes a link of the secret of an invite, and says when there is none', async () => {
  expect(await controls({ secret: 'abc' }).invite({ role: 'guest' })).toEqual({ room: 'visit-7f3a91', invite: 'abc' })
  await expect(controls({}).invite({ role: 'guest' })).rejects.toMatchObject({ code: 'server' })
})

it('says what it needs where there is no control plane', async () => {
  const { mute } = createRoomControls({ controlPlane: null } as never, 'visit-7f3a91')
  await expect(mute('ana', 'camera')).rejects.toMatchObject({ code: 'unsupported' })
})
