/** Who may not be in a room any more: `everybody`, or some identities. */
interface Expelled {
  everybody: boolean
  readonly identities: Set<string>
  /** Unix ms; after it no token that was minted before is valid. */
  until: number
}

export interface Expulsions {
  /** `null`: the room has ended for everybody. */
  add(reference: string, identity: string | null): void
  /** Nobody can come back into a room that is over. */
  forget(reference: string): void
  close(): void
}

export interface ExpulsionOptions {
  /** Identities in the room; empty when there is none, `null` when it is over for good. */
  list(reference: string): Promise<readonly string[] | null>
  remove(reference: string, identity: string): Promise<void>
  /** Ends a room that somebody opened again. Without it they are removed one by one. */
  end?(reference: string): Promise<void>
  onError(error: unknown): void
  /** Default 2000. */
  readonly pollMs?: number
  /** The longest that a token may live, with those the vendor makes of it; counted anew when one is used. */
  readonly watchMs: number
}

/**
 * Keeps people out who still hold a token, for vendors that can revoke none and take back whoever shows one: rooms with somebody
 * to keep out are looked at, as long as a token may be valid.
 */
export function watchExpulsions(options: ExpulsionOptions): Expulsions {
  const { end, list, onError, pollMs = 2000, remove, watchMs } = options
  const rooms = new Map<string, Expelled>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const check = async (reference: string) => {
    const expelled = rooms.get(reference)
    if (!expelled) return
    const present = await list(reference)
    if (present === null) return void rooms.delete(reference)
    const unwanted = present.filter((identity) => expelled.everybody || expelled.identities.has(identity))
    if (unwanted.length > 0) {
      expelled.until = Date.now() + watchMs
      if (expelled.everybody && end) await end(reference)
      else await Promise.all(unwanted.map((identity) => remove(reference, identity)))
    } else if (Date.now() > expelled.until) rooms.delete(reference)
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
      const expelled = rooms.get(reference) ?? { everybody: false, identities: new Set<string>(), until: 0 }
      if (identity === null) expelled.everybody = true
      else expelled.identities.add(identity)
      expelled.until = Date.now() + watchMs
      rooms.set(reference, expelled)
      schedule()
    },
    forget: (reference) => void rooms.delete(reference),
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
