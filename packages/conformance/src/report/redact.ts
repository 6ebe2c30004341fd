import { isIPv6 } from 'node:net'

const removed = '[redacted]'
const address = '[ip]'

/** Names after which a value is secret, wherever they stand: a query, JSON, a header, SDP, a log line. */
const secretName =
  '(?:token|secret|passw(?:or)?d|passphrase|pwd|api[_-]?key|private[_-]?key|authorization|credentials?|invite|' +
  'ticket|signature|jwt|ufrag|usernameFragment)(?:s|[_-]?(?:value|key))?'

/** Said after "token:" or "bearer" in prose; a reason such as "token: expired" has to stay readable. */
const plainWords =
  /^(?:token|tokens|null|undefined|true|false|none|missing|expired|invalid|required|empty|is|was|has|and|or|of|the|a|not)$/i

type Step = (text: string) => string

const steps: readonly Step[] = [
  (text) =>
    text.replace(
      /-----BEGIN [A-Z ]{1,40}-----(?:(?!-----END)[\s\S]){0,20000}(?:-----END [A-Z ]{1,40}-----)?/g,
      removed,
    ),
  // The base64url of `{"`, `{ ` and `{` with a line break: a JWT, whole or cut short. Then the tokens of Vonage.
  (text) => text.replace(/(?<![A-Za-z0-9])e(?:y[A-DI-L]|w[k-r0-3])[\w-]{6,}={0,2}(?:\.+[\w-]+)*/g, removed),
  (text) => text.replace(/T1={2}[\w+/=-]+/g, removed),
  (text) => text.replace(/\b((?:set-)?cookie)(\\*["']?\s*:\s*)[^\r\n]+/gi, `$1$2${removed}`),
  (text) => text.replace(/\b(authorization\\*["']?\s*[:=]\s*\\*["']?)(?:[a-z]+\s+)?[^\s"'\\,;]+/gi, `$1${removed}`),
  (text) =>
    text.replace(/\b(bearer|basic)(\s+)(\\*["']?)([^\s"'\\,;)]+)/gi, (all, scheme, space, quote, value) =>
      plainWords.test(value) || (/^basic$/i.test(scheme) && !/[\dA-Z+/=]/.test(value))
        ? all
        : `${scheme}${space}${quote}${removed}`,
    ),
  redactNamedValues,
  // Everything before the last `@` of an authority.
  (text) => text.replace(/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]{1,2000}@/gi, `$1${removed}@`),
  (text) =>
    text.replace(
      /(?:"[^"\n]{1,64}"|[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64})(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu,
      '[email]',
    ),
  // Queries and fragments of relative addresses too; names of parameters stay.
  (text) => text.replace(/([?&#;](?:amp;)?[\w.~%[\]-]{1,80})=[^\s"'<>&#;)\\]*/g, `$1=${removed}`),
  (text) =>
    text.replace(
      /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>?#]{1,2000})([?#])(?![\w.~%[\]-]{1,80}=)[^\s"'<>]+/gi,
      `$1$2${removed}`,
    ),
  (text) =>
    text.replace(
      /candidate:\S+ (\d+) (\w+) \d+ \S+ \d+ typ (\w+)(?: (?:raddr|rport|tcptype|generation|ufrag|pwd|network-id|network-cost) [^\s"'\\]+)*/gi,
      `candidate: $1 $2 ${address} typ $3`,
    ),
  (text) => text.replace(/(?:[0-9a-f]{2}:){15,}[0-9a-f]{2}/gi, '[fingerprint]'),
  (text) => text.replace(/\binline:[\w+/=|:-]+/g, `inline:${removed}`),
  (text) => text.replace(/[\w+/-]{20,}={0,2}/g, (token) => (isOpaque(token) ? removed : token)),
  (text) => text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local\b/gi, address),
  (text) => text.replace(/[0-9a-f:.]{2,}/gi, redactIpv6),
  redactIpv4,
]

/**
 * Removes from any text: tokens, bearer values, invites, cookies and other named secrets, opaque random strings, e-mail and IP
 * addresses, ICE candidates' addresses, and of URLs the user info and the values of query and fragment. Ids (UUID, vendor
 * SIDs), names of parameters, hosts and the words around stay. Applying it twice changes nothing more.
 *
 * @param secrets values known to be secret, e.g. the credentials of the grants that were handed out; they are removed first,
 * also percent-encoded, in JSON and in base64. Values shorter than four characters are ignored.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= 4).flatMap(spellings)
  known.sort((one, other) => other.length - one.length)
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, removed), text)
  return steps.reduce((rest, step) => step(rest), withoutKnown)
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd')),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ]
}

/** {@link bareValue} ends before a bracket, so a placeholder reads without its own. */
const openPlaceholder = removed.slice(0, -1)
const quotedValue = new RegExp(
  `(${secretName}\\\\*["']?\\s*(?:[:=]|%3[AD])\\s*)(\\\\*)(["'])((?:(?!\\2\\3)[^\\n])*)`,
  'gi',
)
const bareValue = new RegExp(`(${secretName}\\\\*["']?\\s*(?:[:=]|%3[AD])\\s*)([^\\s"'\\\\,;&<>)}\\]]+)`, 'gi')

function redactNamedValues(text: string): string {
  return text
    .replace(quotedValue, (_, name, slashes, quote) => `${name}${slashes}${quote}${removed}`)
    .replace(bareValue, (all, name, value) =>
      plainWords.test(value) || value === openPlaceholder ? all : `${name}${removed}`,
    )
}

const uuid = /^(?:[a-z]+[-_])?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Participant, room and track of Twilio: ids, not keys. */
const vendorId = /^(?:PA|RM|MT)[0-9a-f]{32}$/

/**
 * Whether a long run of base64 looks drawn at random: words and paths change the class of character more rarely. A guess: of
 * unnamed, unknown secrets of 32 bytes it misses at most one in 20 000.
 */
function isOpaque(token: string): boolean {
  if (uuid.test(token) || vendorId.test(token)) return false
  if (!/[a-z]/i.test(token) || !/[A-Z0-9]/.test(token)) return false
  if (/^[0-9a-f]{24,}$/i.test(token)) return true
  // A slash is where a path changes, so it counts for nothing.
  let changes = 0
  for (let index = 1; index < token.length; index++) {
    const pair = token.slice(index - 1, index + 1)
    if (!pair.includes('/') && classOf(pair.charCodeAt(0)) !== classOf(pair.charCodeAt(1))) changes += 1
  }
  return changes / token.length > 0.3
}

function classOf(code: number): 'digit' | 'upper' | 'lower' | 'symbol' {
  if (code >= 48 && code <= 57) return 'digit'
  if (code >= 65 && code <= 90) return 'upper'
  return code >= 97 && code <= 122 ? 'lower' : 'symbol'
}

const longestIpv6 = 45

/** In a run of hexadecimal digits, colons and dots: each longest part that is an address. Times and positions are none. */
function redactIpv6(run: string, offset: number, text: string): string {
  if (run.split(':', 3).length < 3) return run
  const follows = /\w/.test(text[offset - 1] ?? '')
  const precedes = /\w/.test(text[offset + run.length] ?? '')
  let result = ''
  let start = 0
  while (start < run.length) {
    const end = ipv6End(run, start)
    // The `d::` of `std::vector`.
    const partOfWord = end !== null && ((start === 0 && follows) || (end === run.length && precedes))
    if (end === null || (partOfWord && run.slice(start, end).split(/:+/).filter(Boolean).length < 2)) {
      result += run[start++]
    } else {
      result += address
      start = end
    }
  }
  return result
}

function ipv6End(run: string, start: number): number | null {
  for (let end = Math.min(run.length, start + longestIpv6); end > start + 2; end--) {
    if (isIPv6(run.slice(start, end))) return end
  }
  return null
}

/** `Chrome/140.0.0.0` is a version. `10-0-0-1.turn.example` is how services name their media servers. */
function redactIpv4(text: string): string {
  return text
    .replace(/(?<![\d.])(?<!(?:Chrome|Chromium|Edg|OPR|Safari|Version)\/)\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g, (all) =>
      areOctets(all.split('.')) ? address : all,
    )
    .replace(/(?<![\d-])\d{1,3}(?:-\d{1,3}){3}(?=\.[a-z])/gi, (all) => (areOctets(all.split('-')) ? address : all))
}

function areOctets(parts: readonly string[]): boolean {
  return parts.every((part) => Number(part) <= 255)
}
