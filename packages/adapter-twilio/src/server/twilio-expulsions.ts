/** Who may not be in a room any more. */
interface Expelled {
  readonly identities: Set<string>
  /** Unix ms; after it no token that was minted before is valid. */
  until: number
}

export interface TwilioExpulsions {
  add(reference: string, identity: string): void
  /** Nobody can come back into a room that is over. */
  forget(reference: string): void
  close(): void
}

export interface ExpulsionOptions {
  /** Identities in the room; `null` when it is over. */
  list(reference: string): Promise<readonly string[] | null>
  remove(reference: string, identity: string): Promise<void>
  onError(error: unknown): void
  readonly pollMs?: number
  /** The longest that a token may live. */
  readonly watchMs: number
}

/**
 * Keeps people out who still hold a token: Twilio can revoke none, and takes back whoever shows one. So rooms with somebody to keep
 * out are looked at, as long as a token may be valid. A room that has ended stays so: tokens are for its SID.
 */
export function watchTwilioExpulsions(options: ExpulsionOptions): TwilioExpulsions {
  const { list, onError, pollMs = 2000, remove, watchMs } = options
  const rooms = new Map<string, Expelled>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const check = async (reference: string) => {
    const expelled = rooms.get(reference)
    if (!expelled) return
    const present = await list(reference)
    if (present === null || Date.now() > expelled.until) return void rooms.delete(reference)
    const unwanted = present.filter((identity) => expelled.identities.has(identity))
    await Promise.all(unwanted.map((identity) => remove(reference, identity)))
  }
  const schedule = () => {
    if (closed || timer !== undefined || rooms.size === 0) return
    timer = setTimeout(async () => {
      await Promise.all([...rooms.keys()].map((reference) => check(reference).catch(onError)))
      timer = undefined
      schedule()
    }, pollMs)
    // A server that has nothing else to do may end.
    ;(timer as { unref?: () => void }).unref?.()
  }
  return {
    add(reference, identity) {
      const identities = rooms.get(reference)?.identities ?? new Set<string>()
      rooms.set(reference, { identities: identities.add(identity), until: Date.now() + watchMs })
      schedule()
    },
    forget: (reference) => void rooms.delete(reference),
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
