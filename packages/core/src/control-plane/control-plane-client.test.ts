import { afterEach, describe, expect, it, vi } from 'vitest'
import { ControlPlaneClient } from './control-plane-client.ts'

const room = 'visit-7f3a91'
const request = { room, coreVersion: '0.1.0', providers: ['p2p'], rejoin: false }
const signal = new AbortController().signal

type Answer = { readonly status?: number; readonly body: unknown }

/** Answers each path in turn; a path without an answer left is a network failure. */
function stubServer(answers: Record<string, Answer[]>) {
  const calls: { readonly path: string; readonly body: unknown; readonly authorization: string | null }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const path = url.replace('/televid/', '')
    calls.push({
      path,
      body: JSON.parse(String(init.body)),
      authorization: new Headers(init.headers).get('authorization'),
    })
    const answer = answers[path]?.shift()
    if (answer === undefined) throw new TypeError('Failed to fetch')
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    return new Response(body, { status: answer.status ?? 200 })
  })
  return calls
}

function stubSessionStorage() {
  const items = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  })
}

const exchanged = { body: { session: 'session-token', room, identity: 'ana', role: 'guest', expiresAt: 1 } }
const channel = { url: '/televid/rooms/visit-7f3a91/channel', webSocket: true }
const granted = { body: { status: 'granted', grant: { provider: 'p2p' }, channel } }
const grantPath = `rooms/${room}/grant`

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('ControlPlaneClient', () => {
  it('exchanges the invite once, whoever asks first, and uses the session from then on', async () => {
    const calls = stubServer({
      'invites/exchange': [exchanged],
      [grantPath]: [granted],
      [`rooms/${room}/end`]: [{ body: {} }],
    })
    const client = new ControlPlaneClient({ base: '/televid', room, invite: 'secret' })
    const [answer] = await Promise.all([client.requestGrant(request, signal), client.post('end', {})])
    expect(answer).toEqual({ status: 'granted', grant: { provider: 'p2p' }, channel })
    expect(calls.filter(({ path }) => path === 'invites/exchange')).toHaveLength(1)
    expect(calls.slice(1).map(({ authorization }) => authorization)).toEqual([
      'Bearer session-token',
      'Bearer session-token',
    ])
  })

  it('keeps the session over a reload of the tab, for the same invite only', async () => {
    stubSessionStorage()
    stubServer({ 'invites/exchange': [exchanged], [grantPath]: [granted] })
    await new ControlPlaneClient({ base: '/televid', room, invite: 'secret' }).requestGrant(request, signal)
    expect(new ControlPlaneClient({ base: '/televid', room, invite: 'secret' }).session).toBe('session-token')
    expect(new ControlPlaneClient({ base: '/televid', room, invite: 'another' }).session).toBe('')
  })

  it.each([
    [
      'an invite that was used',
      { 'invites/exchange': [{ status: 409, body: { code: 'invite-used', detail: 'Ask for a new link.' } }] },
      'invite-used',
    ],
    [
      'a removed guest',
      {
        'invites/exchange': [exchanged],
        [grantPath]: [{ status: 403, body: { code: 'removed', detail: 'Removed.' } }],
      },
      'removed',
    ],
    [
      'an invite for another room',
      { 'invites/exchange': [{ body: { ...exchanged.body, room: 'visit-other' } }] },
      'invite-invalid',
    ],
    ['an HTML page instead of a control plane', { 'invites/exchange': [{ body: '<html>' }] }, 'server'],
    [
      'an answer of another shape',
      { 'invites/exchange': [exchanged], [grantPath]: [{ body: { status: 'waiting' } }] },
      'server',
    ],
    ['an error page', { 'invites/exchange': [{ status: 502, body: 'Bad gateway' }] }, 'server'],
    ['a server that is down', {}, 'network'],
  ] as [string, Record<string, Answer[]>, string][])('says what is wrong with %s', async (_, answers, code) => {
    stubServer(answers)
    const client = new ControlPlaneClient({ base: '/televid', room, invite: 'secret' })
    await expect(client.requestGrant(request, signal)).rejects.toMatchObject({ code })
  })

  it('says how to pass an invite when there is none', async () => {
    stubServer({})
    const client = new ControlPlaneClient({ base: '/televid', room })
    await expect(client.requestGrant(request, signal)).rejects.toMatchObject({
      code: 'session-invalid',
      message: expect.stringContaining('parseInviteFragment'),
    })
  })
})
