/** Who may not be in a room any more: `everybody`, or some identities. */
interface Expelled {
  everybody: boolean
  readonly identities: Set<string>
  /** Unix ms; after it no token minted before, nor one LiveKit made of it, is valid. */
  until: number
}

export interface LivekitExpulsions {
  /** `null`: the room has ended. */
  add(reference: string, identity: string | null): void
  close(): void
}

export interface ExpulsionOptions {
  /** Identities in the room; empty when there is none. */
  list(reference: string): Promise<readonly string[]>
  remove(reference: string, identity: string): Promise<void>
  end(reference: string): Promise<void>
  onError(error: unknown): void
  readonly pollMs?: number
  readonly watchMs?: number
}

/**
 * Keeps people out who still hold a token. A LiveKit token stays valid after its owner was removed, also in a room that was
 * deleted, which it opens again; and whoever is connected is given a new one for ten minutes (`roommanager.go`). So rooms
 * with somebody to keep out are looked at, as long as a token may be valid, counted anew when one is used.
 */
export function watchLivekitExpulsions(options: ExpulsionOptions): LivekitExpulsions {
  const { end, list, onError, pollMs = 2000, remove, watchMs = 6 * 3_600_000 } = options
  const rooms = new Map<string, Expelled>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const check = async (reference: string) => {
    const expelled = rooms.get(reference)
    if (!expelled) return
    const present = await list(reference)
    const unwanted = present.filter((identity) => expelled.everybody || expelled.identities.has(identity))
    if (unwanted.length > 0) {
      expelled.until = Date.now() + watchMs
      if (expelled.everybody) await end(reference)
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
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
