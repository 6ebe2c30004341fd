import type { TelevidError } from '@televid/core'
import type { PersonPage } from '../runner/person-page.ts'

/** A message of random bytes, made in the page that sends it. */
export interface RandomMessage {
  /** SHA-256 in hexadecimal. */
  readonly hash: string
  /** Error code, or `null` when the transport took it. */
  readonly code: string | null
}

/** Sends messages of so many random bytes each, all in one turn, and leaves in that turn if asked to. */
export function sendRandom(
  { page }: PersonPage,
  topic: string,
  sizes: readonly number[],
  { leave = false } = {},
): Promise<RandomMessage[]> {
  return page.evaluate(
    ([named, lengths, leaves]) => {
      const all = lengths.map((length) => {
        const bytes = new Uint8Array(length)
        // The browser gives no more than this at once.
        for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
        const sent = window.conformance.room.messages.send(bytes, { topic: named }).then(
          () => null,
          (error: TelevidError) => error.code,
        )
        return { bytes, sent }
      })
      if (leaves) window.conformance.start(named, () => window.conformance.room.leave())
      return Promise.all(
        all.map(async ({ bytes, sent }) => {
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
          const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
          return { hash, code: await sent }
        }),
      )
    },
    [topic, sizes, leave] as const,
  )
}

/** SHA-256 of what arrived as bytes under a topic, in that order; `json` for what did not come as bytes. */
export function receivedHashes({ page }: PersonPage, topic: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const messages = window.conformance.messages.filter((message) => message.topic === wanted)
    return Promise.all(
      messages.map(async ({ kind, payload }) => {
        if (kind !== 'bytes') return kind
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(payload as number[])))
        return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      }),
    )
  }, topic)
}
