import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { livekit } from '@televid/adapter-livekit/server'
import { defaultRoles } from '@televid/core/protocol'
import type { ServerAdapter, ServerRoom, WebhookEvent } from '@televid/core/server-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { missingService } from '../bench/missing-service.ts'
import { type PageServer, startPageServer } from '../bench/page-server.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import { findLivekit, type LivekitServer, startLivekit } from '../services/livekit/index.ts'

const search = await findLivekit()
if (!search.found) console.warn(`LiveKit is not tested on the real server: ${search.reason}`)

describe('the real LiveKit server', () => {
  if (!search.found) {
    missingService(search.reason)
    return
  }
  // The server names the one that `startLivekit` gave it.
  const bench = useBench({ iceServers: () => ['stun:127.0.0.1:9'] })
  const webhooks: WebhookEvent[] = []
  const refused: unknown[] = []
  let server: LivekitServer
  let pages: PageServer
  let provider: ServerAdapter
  let rooms = 0

  const hooks = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = new Headers(request.headers as Record<string, string>)
    const hook = { method: 'POST', url: '', headers, rawBody: new Uint8Array(Buffer.concat(chunks)) }
    await provider.verifyWebhook?.(hook).then(
      (events) => webhooks.push(...events),
      (error) => refused.push(error),
    )
    response.end()
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
    const { port } = hooks.address() as AddressInfo
    pages = await startPageServer(bench.folder)
    server = await startLivekit(search, { webhook: `http://127.0.0.1:${port}/` })
    const { apiKey, apiSecret, url } = server
    provider = livekit({ url, apiKey, apiSecret })
    await provider.start({
      mode: 'production',
      handlesPhi: true,
      deriveKey: () => new Uint8Array(32),
      onError: (error) => refused.push(error),
    })
  })
  afterAll(async () => {
    await provider?.close()
    await server?.stop()
    await pages?.close()
    await new Promise((resolve) => hooks.close(resolve))
  })

  const newRoom = async (): Promise<ServerRoom> => {
    rooms += 1
    const room = {
      tenant: 'test',
      room: `visit-${rooms}`,
      occurrence: `occurrence-${rooms}`,
      trace: String(rooms).padStart(32, '0'),
    }
    return { ...room, ...(await provider.createRoom(room)) }
  }
  const mint = async (room: ServerRoom, identity: string, role: 'guest' | 'observer' = 'guest') => {
    const { credentials } = await provider.mintCredentials({
      room,
      identity,
      role,
      permissions: defaultRoles[role],
      expiresAt: Date.now() + 600_000,
      endpoint: () => ({ url: '', webSocket: false }),
    })
    return credentials as { url: string; token: string }
  }
  /** A page straight on `livekit-client`: what we learn here is about the server, not about our adapter. */
  const enter = async (room: ServerRoom, identity: string, options: { token?: string; publish?: boolean } = {}) => {
    const page = await bench.open({ name: identity, url: `${pages.origin}/pages/livekit-raw/` })
    const { token, url } = await mint(room, identity)
    const { publish = true, token: old = token } = options
    await page.page.evaluate((wanted) => window.raw.join(...wanted), [url, old, publish] as const)
    return { page, token }
  }
  const frames = ({ page }: Participant) => page.evaluate(() => window.raw.frames())
  const events = ({ page }: Participant) => page.evaluate(() => window.raw.events())

  test('two pages see each other over loopback alone', async () => {
    const room = await newRoom()
    const [anna, ben] = [await enter(room, 'anna'), await enter(room, 'ben')]
    await waitFor('each sees the other', async () => {
      return ((await frames(anna.page)).ben ?? 0) > 5 && ((await frames(ben.page)).anna ?? 0) > 5
    })
    const people = (await provider.listParticipants?.(room)) ?? []
    expect(people.map(({ identity }) => identity).sort()).toEqual(['anna', 'ben'])
    expect(people[0]?.sources.map(({ source }) => source).sort()).toEqual(['camera', 'microphone'])
    await waitFor('the webhooks of it', () =>
      webhooks.some(({ reference, type }) => reference === room.reference && type === 'participant.joined'),
    )
    expect(refused).toEqual([])
  })

  test('killed and started again on the same port, it has the calls back', async () => {
    const room = await newRoom()
    const [anna, ben] = [await enter(room, 'anna'), await enter(room, 'ben')]
    await waitFor('a picture', async () => ((await frames(anna.page)).ben ?? 0) > 5)
    await server.kill()
    await server.restart()
    await waitFor(
      'both are back',
      async () => {
        const told = await Promise.all([events(anna.page), events(ben.page)])
        return told.every((each) => each.includes('reconnected'))
      },
      { timeoutMs: 45_000 },
    )
  })

  test('whoever was removed does not come back with the token they have', async () => {
    const room = await newRoom()
    await enter(room, 'anna')
    const { page, token } = await enter(room, 'ben')
    await provider.removeParticipant(room, 'ben')
    await waitFor('ben is out', async () => (await events(page)).includes('disconnected'))
    // LiveKit itself lets the token in again: ben is put out in the call, or while the page is still connecting.
    const again = await enter(room, 'ben', { token, publish: false }).catch(() => null)
    if (again) {
      await waitFor('ben is out again', async () => (await events(again.page)).includes('disconnected'), {
        timeoutMs: 10_000,
      })
    }
    await waitFor('only anna to be there', async () => {
      const left = (await provider.listParticipants?.(room)) ?? []
      return left.map(({ identity }) => identity).join() === 'anna'
    })
    await provider.removeParticipant(room, 'nobody')
  })

  test('a source is muted, the right to publish taken, the room ended', async () => {
    const room = await newRoom()
    const { page } = await enter(room, 'anna')
    const sources = async () => (await provider.listParticipants?.(room))?.[0]?.sources ?? []
    await waitFor('two sources', async () => (await sources()).length === 2)
    await provider.muteSource?.(room, 'anna', 'microphone')
    await waitFor('the microphone is muted', async () =>
      (await sources()).some(({ muted, source }) => muted && source === 'microphone'),
    )
    expect((await sources()).find(({ source }) => source === 'camera')?.muted).toBe(false)
    await provider.setCanPublish?.(room, 'anna', false)
    await waitFor('nothing is published', async () => (await sources()).length === 0)
    await provider.endRoom(room)
    await waitFor('anna is out', async () => (await events(page)).includes('disconnected'))
    expect(await provider.listParticipants?.(room)).toEqual([])
    await provider.endRoom(room)
  })
})
