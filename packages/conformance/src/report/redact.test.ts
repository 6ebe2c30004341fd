import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

/** Bytes of fast-check rather than its characters: secrets are drawn evenly, as real ones are. */
const bytes = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength })
const base64url = (minLength: number, maxLength?: number) =>
  bytes(minLength, maxLength).map((value) => Buffer.from(value).toString('base64url'))
const jwt = fc
  .tuple(
    fc.constantFrom('{"alg":"HS256"}', '{ "alg": "none" }', '{\n"typ":"JWT"}', '{"kid":"a1"}'),
    base64url(20, 90),
    base64url(32),
  )
  .map(([header, body, signature]) => `${Buffer.from(header).toString('base64url')}.${body}.${signature}`)
const word = fc.stringMatching(/^[A-Za-z0-9]{4,16}$/).filter((text) => /\d/.test(text))
const octets = fc
  .tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 })))
  .map((parts) => parts.join('.'))
const ipv6 = fc.ipV6().filter((text) => text !== '::')

/** [the secret, the text it stands in] */
const planted = fc.oneof(
  jwt.map((secret) => [secret, `connect with ${secret} failed`]),
  jwt.map((secret) => [secret, `"${secret}"`]),
  fc
    .tuple(
      word,
      fc.constantFrom(
        'Bearer ',
        'bearer ',
        'Authorization: Bearer ',
        'authorization: Basic ',
        '"Authorization":"Bearer ',
      ),
    )
    .map(([secret, before]) => [secret, `${before}${secret}`]),
  fc
    .tuple(
      word,
      fc.constantFrom(
        'access_token',
        'accessToken',
        'token',
        'invite',
        'client_secret',
        'password',
        'apiKey',
        'api_key',
        'pwd',
        'x-api-key',
      ),
      fc.constantFrom('=', ': ', '":"', '": "', '\\":\\"', "='", '%3D'),
    )
    .map(([secret, name, between]) => [secret, `${name}${between}${secret}`]),
  fc
    .tuple(fc.stringMatching(/^[A-Za-z0-9 ,;:]{4,16}[0-9]$/))
    .map(([secret]) => [secret, JSON.stringify({ password: secret })]),
  fc
    .tuple(word, fc.constantFrom('room', 'x', 'q[]', 'a.b'))
    .map(([secret, name]) => [secret, `GET /v1/p?a=1&${name}=${secret} 404`]),
  fc.tuple(word, word).map(([user, secret]) => [secret, `wss://${user}:${secret}@host.example:7880/rtc`]),
  word.map((secret) => [secret, `https://host.example/join#invite=${secret}`]),
  word.map((secret) => [secret, `https://host.example/join#${secret}`]),
  word.map((secret) => [secret, `T1==${secret}`]),
  word.map((secret) => [secret, `set-cookie: session=${secret}; Path=/`]),
  word.map((secret) => [secret, `a=ice-ufrag:${secret}\r\n`]),
  word.map((secret) => [secret, `a=ice-pwd:${secret}\r\n`]),
  fc.emailAddress().map((secret) => [secret, `from <${secret}>`]),
  octets.map((secret) => [secret, `peer ${secret}:443`]),
  octets.map((secret) => [secret, `https://${secret}/x`]),
  octets.map((secret) => [secret, `candidate:1 1 udp 2122260223 ${secret} 46154 typ host generation 0 ufrag EEtu`]),
  octets.map((secret) => [secret, `typ srflx raddr ${secret} rport 9`]),
  ipv6.map((secret) => [secret, `peer [${secret}]:443`]),
  ipv6.map((secret) => [secret, `address ${secret} refused`]),
  ipv6.map((secret) => [secret, `c=IN IP6 ${secret}`]),
  ipv6.map((secret) => [secret, `a=candidate:1 1 tcp 1 ${secret} 9 typ host tcptype active`]),
)
const prose = fc.constantFrom(
  '',
  'page A: ',
  'room.join() failed, ',
  'at https://cdn.example/a.js:3:1 ',
  '12:34:56.789 ',
  '{"a":[1,2]} ',
)

describe('redact', () => {
  it('lets no planted secret survive', () => {
    fc.assert(
      fc.property(prose, planted, prose, (before, [secret = '', text = ''], after) => {
        expect(redact(`${before}${text} ${after}`)).not.toContain(secret)
      }),
      { numRuns: 5000 },
    )
  })

  it('removes every known secret, however it is written', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 40, unit: 'grapheme-ascii' })
      .filter((text) => text.trim().length > 5 && !'[redacted]'.includes(text))
    const spelling = fc.constantFrom<(text: string) => string>(
      (text) => text,
      encodeURIComponent,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => Buffer.from(text).toString('base64'),
    )
    fc.assert(
      fc.property(secret, spelling, (value, spell) => {
        expect(redact(`x ${spell(value)} y`, [value])).not.toContain(spell(value))
      }),
      { numRuns: 1000 },
    )
  })

  it('changes nothing more when applied again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          planted.map(([, text = '']) => text),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const once = redact(text)
          expect(redact(once)).toBe(once)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it.each([
    'Expected one participantJoined of "B" on page A, got two at 12:34:56.789',
    'TypeError: createDataChannelInternal is not a function\n    at join (/srv/televid/packages/core/src/room/room-connection.ts:12:34)',
    'join/snapshot-explains-event-of-a-late-joiner passed in 1.25 s',
    'peer 0f8fad5b-d9cb-469f-a165-70867728950e left, track PA0123456789abcdef0123456789abcdef',
    'the bearer token is missing; token: expired',
    'Mozilla/5.0 Chrome/140.0.0.0 Safari/537.36, livekit-client@2.15.1, @televid/core',
    'chromium 140.0.7339.80 on 2026-03-04T05:06:07.000Z',
    'GET https://host.example:7880/v1/rooms/42 gave 404',
    'basic setup of std::vector',
    'room-connected { reason: "removed", vendorReason: "PARTICIPANT_REMOVED" }',
  ])('leaves %j as it is', (text) => expect(redact(text)).toBe(text))

  it.each([
    [
      'https://a:b@host.example/p?room=7&access_token=x1#invite=y',
      'https://[redacted]@host.example/p?room=[redacted]&access_token=[redacted]',
    ],
    ['a=candidate:1 1 udp 99 192.0.2.1 46154 typ srflx raddr 10.0.0.1 rport 9', 'a=candidate: 1 udp [ip] typ srflx'],
    ['wss://10-0-0-1.turn.example:443', 'wss://[ip].turn.example:443'],
    ['{"type":"join","token":"abc def","room":"7"}', '{"type":"join","token":"[redacted]","room":"7"}'],
    ['candidate 4a1c1f7e-0b0e-4b43-8e4e-3b8f5a6f9a11.local', 'candidate [ip]'],
  ])('turns %j into %j', (text, clean) => expect(redact(text)).toBe(clean))

  it.each([
    'eyJ',
    'token=',
    '1.',
    ':a',
    'a@',
    'https://',
    '"',
    '?a=b&',
    '-----BEGIN A-----',
    'Aa1',
    'candidate:1 1 udp 1 a 1 typ a ',
    'password-',
  ])('takes time in proportion to the text for %j', (part) => {
    // Of the processor: what else the machine does is not the text's fault.
    const time = (length: number) => {
      const text = part.repeat(Math.ceil(length / part.length))
      const start = process.cpuUsage()
      redact(text)
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }
    time(2000)
    // Quadratic work takes ten times as long.
    expect(time(50_000)).toBeLessThan(800)
  })

  // A bare secret has only its shape, so this is a rate. What is named or known never survives; see above.
  it.each(['base64url', 'base64', 'hex'] as const)('finds bare secrets of 32 bytes as %s', (encoding) => {
    const secrets = Array.from({ length: 5000 }, () => randomBytes(32).toString(encoding).replace(/=+$/, ''))
    expect(secrets.filter((secret) => redact(`the invite ${secret} was refused`).includes(secret)).length).toBeLessThan(
      6,
    )
  })
})
