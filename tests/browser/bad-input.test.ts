import type { WebSocketRoute } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eventListeners } from '../bench/event-listeners.ts'
import type { Participant } from '../bench/participant.ts'
import { guest, host, third } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { join, leave, roster, settled, snapshot, startJoin, waitUntilAllSee } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'

/** One sentence on what happened, one on what to do. */
const twoSentences = /^[^.].*\.\s+[A-Z"].*\.$/s

describe('bad input', () => {
  const visit = useVisit()

  /** A join that fails with this code, says what to do, and leaves nothing open. */
  async function failsWith(participant: Participant, code: string): Promise<void> {
    await startJoin(participant)
    const ended = await settled(participant)
    expect(ended).toMatchObject({ state: 'failed', code, typed: true })
    expect(ended.state === 'failed' && ended.message).toMatch(twoSentences)
    expect((await snapshot(participant)).connection.state).toBe('disconnected')
    await waitFor('nothing left open', async () => {
      const { peerConnections, webSockets, eventSources } = await participant.page.evaluate(() => window.bench.open())
      const live = await participant.page.evaluate(() => window.bench.liveTracks())
      return peerConnections + webSockets + eventSources + live.length === 0
    })
    expect(participant.uncaught()).toEqual([])
  }

  const soon = () => Date.now() + 60_000
  const grant = { provider: 'p2p', identity: guest.identity, role: 'guest', credentials: {} }

  test.each<{ what: string; code: string; answer: (room: string) => unknown }>([
    { what: 'a garbage answer', code: 'server', answer: () => ({ hello: 'world' }) },
    { what: 'a garbage grant', code: 'grant-invalid', answer: () => ({ status: 'granted', grant: 'nope' }) },
    {
      what: 'a grant without an identity',
      code: 'grant-invalid',
      answer: (room) => ({ status: 'granted', grant: { ...grant, room, identity: '', expiresAt: soon() } }),
    },
    {
      what: 'garbage credentials',
      code: 'grant-invalid',
      answer: (room) => ({ status: 'granted', grant: { ...grant, room, expiresAt: soon() } }),
    },
    {
      what: 'an expired grant',
      code: 'grant-expired',
      answer: (room) => ({ status: 'granted', grant: { ...grant, room, expiresAt: Date.now() - 1_000 } }),
    },
    {
      what: 'the grant of another room',
      code: 'grant-invalid',
      answer: () => ({ status: 'granted', grant: { ...grant, room: 'visit-other', expiresAt: soon() } }),
    },
    {
      what: 'an unknown provider',
      code: 'unknown-provider',
      answer: (room) => ({ status: 'granted', grant: { ...grant, room, provider: 'acme', expiresAt: soon() } }),
    },
  ])('$what → $code', async ({ code, answer }) => {
    const room = await visit.createRoom()
    const participant = await visit.open(room, guest)
    await participant.context.route('**/rooms/*/grant', (route) => route.fulfill({ json: answer(room) }))
    await failsWith(participant, code)
  })

  test('an answer that is not even JSON → server', async () => {
    const participant = await visit.open(await visit.createRoom(), guest)
    await participant.context.route('**/rooms/*/grant', (route) =>
      route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }),
    )
    await failsWith(participant, 'server')
  })

  test('a server that cannot be reached → network', async () => {
    const participant = await visit.open(await visit.createRoom(), guest)
    visit.line.cut()
    await failsWith(participant, 'network')
  })

  test('an invite that was used by somebody else → invite-used', async () => {
    const room = await visit.createRoom()
    const link = await visit.link(room, guest)
    const [first, second] = [await visit.openLink(link, guest), await visit.openLink(link, guest)]
    await join(first)
    await failsWith(second, 'invite-used')
    expect((await snapshot(first)).connection.state).toBe('connected')
  })

  test('an expired invite → invite-invalid', async () => {
    const expiresAt = Date.now() + 1_500
    const room = await visit.createRoom()
    const participant = await visit.openLink(await visit.link(room, guest, { expiresAt }), guest)
    await waitFor('the invite to expire', () => Date.now() > expiresAt)
    await failsWith(participant, 'invite-invalid')
  })

  test('a made-up invite → invite-invalid', async () => {
    const room = await visit.createRoom()
    const link = (await visit.link(room, guest)).replace(/invite=.*/, 'invite=made-up-secret-of-somebody-else')
    await failsWith(await visit.openLink(link, guest), 'invite-invalid')
  })

  test("another room's invite → invite-invalid", async () => {
    const [mine, other] = [await visit.createRoom(), await visit.createRoom()]
    const link = (await visit.link(other, guest)).replace(other, mine)
    await failsWith(await visit.openLink(link, guest), 'invite-invalid')
  })

  test.each([
    { fault: 'NotAllowedError', code: 'permission-denied' },
    { fault: 'NotFoundError', code: 'device-not-found' },
    { fault: 'NotReadableError', code: 'device-in-use' },
    { fault: 'OverconstrainedError', code: 'device-constraints' },
  ])('a camera that fails with $fault does not fail the join, and says $code', async ({ fault, code }) => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest, { fail: { video: fault } })]
    await join(one)
    await join(two)
    await waitFor('the error in the snapshot', async () => (await snapshot(two)).self.camera.error !== null)
    const attempt = await two.page.evaluate(() =>
      window.visit.room.local.camera.enable().then(
        () => null,
        (error) => ({ code: error.code, message: error.message, name: error.name }),
      ),
    )
    expect(attempt).toMatchObject({ code, name: 'TelevidError', message: expect.stringMatching(twoSentences) })
    expect((await snapshot(two)).self.camera.state).toBe('off')
    await waitFor(
      'the microphone to be on all the same',
      async () => (await snapshot(two)).self.microphone.state === 'live',
    )
  })

  test.each(['patient-4711', 'visit-1984-05-06', 'x', 'a'.repeat(65), 'mrn-0001', 'Jane Doe', '../../etc'])(
    'the room name %j is refused before anything happens',
    async (name) => {
      const participant = await visit.open(await visit.createRoom(), guest)
      const before = await eventListeners(participant)
      const error = await participant.page.evaluate((asked) => {
        try {
          window.visit.televid.room(asked)
          return null
        } catch (cause) {
          const { code, message } = cause as { code: string; message: string }
          return { code, message }
        }
      }, name)
      expect(error).toMatchObject({ code: 'room-name-invalid', message: expect.stringMatching(twoSentences) })
      expect(error?.message).not.toContain(name.length > 3 ? name : '\u0000')
      expect(await eventListeners(participant)).toEqual(before)
    },
  )

  test('commands without a session, and a role without the right, are refused by name', async () => {
    const room = await visit.createRoom()
    const observer = { ...guest, identity: 'observer-eve', role: 'observer' as const }
    const [one, two] = [await visit.open(room, host), await visit.open(room, observer)]
    const codeOf = (participant: Participant, call: string) =>
      participant.page.evaluate(
        (source) =>
          (new Function(`return (${source})(window.visit.room)`)() as Promise<unknown>).then(
            () => null,
            (error) => error.code,
          ),
        call,
      )
    expect(await codeOf(two, '(room) => room.messages.send("early")')).toBe('invalid-state')
    await join(one)
    await join(two, {})
    expect(await codeOf(two, '(room) => room.controls.endRoom()')).toBe('forbidden')
    expect(await codeOf(two, `(room) => room.controls.remove("${host.identity}")`)).toBe('forbidden')
    expect(await codeOf(two, '(room) => room.local.camera.enable()')).toBe('forbidden')
    expect(await two.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    expect((await snapshot(one)).participants[0]).toMatchObject({ camera: 'off' })
  })

  test('a message that is too large or cannot be sent is refused, and the call goes on', async () => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await join(two)
    const codes = await one.page.evaluate(async () => {
      const { messages } = window.visit.room
      const circular: { self?: unknown } = {}
      circular.self = circular
      const attempts = [
        () => messages.send(new Uint8Array(65_537)),
        () => messages.send(circular),
        () => messages.send(1, { topic: 'x'.repeat(65) }),
      ]
      return Promise.all(
        attempts.map((attempt) =>
          attempt().then(
            () => null,
            (error) => error.code,
          ),
        ),
      )
    })
    expect(codes).toEqual([
      'message-too-large',
      'message-invalid',
      expect.stringMatching(/^(message-invalid|invalid-argument)$/),
    ])
    await waitUntilAllSee([one, two], [host, guest])
  })

  test('a full room → room-full, and nobody in it notices', async () => {
    const room = await visit.createRoom()
    const inside: Participant[] = []
    for (let index = 0; index < 6; index += 1) {
      const participant = await visit.open(room, { ...guest, identity: `guest-${'abcdef'[index]}` })
      await join(participant, {})
      inside.push(participant)
    }
    await failsWith(await visit.open(room, { ...guest, identity: 'guest-seventh' }), 'room-full')
    for (const participant of inside) expect(await roster(participant)).toHaveLength(5)
  })

  test('the same person twice: the older page ends with duplicate-identity and nothing stays open there', async () => {
    const room = await visit.createRoom()
    const [one, older, newer] = [
      await visit.open(room, host),
      await visit.open(room, guest),
      await visit.open(room, guest),
    ]
    await join(one)
    await join(older)
    await waitUntilAllSee([one, older], [host, guest])
    await join(newer)
    await waitFor(
      'the older page to end',
      async () => (await snapshot(older)).connection.reason?.unified === 'duplicate-identity',
    )
    await waitUntilAllSee([one, newer], [host, guest])
    expect(await roster(one)).toEqual([guest.identity])
    expect(await older.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    expect(await older.page.evaluate(() => window.bench.open().peerConnections)).toBe(0)
    await leave(newer)
  })
  test('a body of 100 MB is refused while it is sent, and the call goes on', async () => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    await join(one)
    await join(two)
    const answer = await two.page.evaluate(async () => {
      const body = new Blob(Array.from({ length: 100 }, () => new Uint8Array(1_000_000)))
      const response = await fetch('/televid/invites/exchange', { method: 'POST', body }).catch(() => null)
      // The browser may see the line close before it has read the answer.
      return response === null ? null : { status: response.status, problem: await response.json() }
    })
    if (answer !== null) expect(answer).toMatchObject({ status: 413, problem: { code: 'body-too-large', status: 413 } })
    await waitUntilAllSee([one, two], [host, guest])
  })

  test('garbage on the signaling socket and on the channel disturbs nobody', async () => {
    const room = await visit.createRoom()
    const [one, two] = [await visit.open(room, host), await visit.open(room, guest)]
    const sockets: WebSocketRoute[] = []
    await two.context.routeWebSocket(/televid/, (socket) => {
      socket.connectToServer()
      sockets.push(socket)
    })
    await join(one)
    await join(two)
    await waitUntilAllSee([one, two], [host, guest])
    // What the server sends becomes garbage for this page …
    for (const socket of sockets) {
      for (const garbage of [
        '',
        '{',
        'null',
        '[]',
        '{"type":"peer-left"}',
        '{"seq":1,"type":"signal","from":7}',
        'x'.repeat(60_000),
      ]) {
        socket.send(garbage)
      }
    }
    // … and what this page sends becomes garbage for the server.
    await two.page.evaluate(async () => {
      const open = (url: string) => {
        const socket = new WebSocket(url)
        socket.onopen = () => {
          for (const garbage of ['', '{', 'null', '{"type":"open"}', '{"type":"frame","id":-1,"frame":null}'])
            socket.send(garbage)
        }
        return new Promise((resolve) => {
          socket.onclose = resolve
        })
      }
      const base = location.origin.replace('http', 'ws')
      await Promise.all([
        open(`${base}/televid/providers/p2p/signaling`),
        open(`${base}/televid/rooms/${window.visit.room.name}/channel`),
      ])
    })
    await waitUntilAllSee([one, two], [host, guest])
    const three = await visit.open(room, third)
    await join(three)
    await waitUntilAllSee([one, two, three], [host, guest, third], { timeoutMs: 15_000 })
    expect(await roster(one)).toEqual([guest.identity, third.identity].sort())
  })
})
