import { appendFile, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

interface Entry {
  readonly room: string
  readonly state: 'used' | 'removed'
  /** The process that used it. */
  readonly process?: number
  readonly host?: string
  /** Unix ms. */
  readonly at?: number
}

/** No run takes longer: whatever runs under its process id by then is something else. */
const longestRunMs = 12 * 3_600_000

/**
 * Names of the rooms that a vendor's account got from the suite: written down before a room is used, struck out when it is
 * removed, so that a run that was killed leaves a list of what it left behind. Each process has a file of its own, one JSON
 * object a line; a file with nothing left is removed.
 */
export class RoomJournal {
  readonly #folder: string
  readonly #prefix: string
  readonly #own: string
  /** The file in which a room stands. */
  readonly #fileOf = new Map<string, string>()
  #last: Promise<unknown> = Promise.resolve()

  /** @param folder absolute path, made at the first room */
  constructor(folder: string, adapter: string) {
    this.#folder = folder
    this.#prefix = `${adapter}.`
    this.#own = join(folder, `${this.#prefix}${crypto.randomUUID()}.jsonl`)
  }

  /** Resolves when the name is on disk. */
  use(room: string): Promise<void> {
    return this.#next(async () => {
      if (this.#fileOf.has(room)) return
      await mkdir(this.#folder, { recursive: true })
      await append(this.#own, { room, state: 'used', process: process.pid, host: hostname(), at: Date.now() })
      this.#fileOf.set(room, this.#own)
    })
  }

  removed(room: string): Promise<void> {
    return this.#next(async () => {
      const file = this.#fileOf.get(room)
      if (file === undefined) return
      await append(file, { room, state: 'removed' })
      this.#fileOf.delete(room)
      if ((await entriesOf(file)).length === 0) await rm(file, { force: true })
    })
  }

  /** Rooms that processes left behind which do not run any more. */
  leftovers(): Promise<readonly string[]> {
    return this.#next(async () => {
      const found: string[] = []
      for (const name of await filesIn(this.#folder)) {
        const file = join(this.#folder, name)
        if (!name.startsWith(this.#prefix) || file === this.#own) continue
        for (const entry of await entriesOf(file)) {
          if (runs(entry)) continue
          this.#fileOf.set(entry.room, file)
          found.push(entry.room)
        }
      }
      return found
    })
  }

  /** Several lanes share a journal: one after the other. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }
}

async function append(path: string, entry: Entry): Promise<void> {
  const file = await open(path, 'a')
  try {
    // A line break in front too, since a crash may have cut the last line short.
    await appendFile(file, `\n${JSON.stringify(entry)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Rooms that are not struck out. A line cut short by a crash names a room that was never used. */
async function entriesOf(file: string): Promise<readonly Entry[]> {
  const entries = new Map<string, Entry>()
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const entry = parse(line)
    if (entry?.state === 'used') entries.set(entry.room, entry)
    else if (entry) entries.delete(entry.room)
  }
  return [...entries.values()]
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}

function parse(line: string): Entry | null {
  try {
    const entry = JSON.parse(line)
    return typeof entry?.room === 'string' ? entry : null
  } catch {
    return null
  }
}

/** A process on another machine is taken for dead: build servers get a new name each time. */
function runs({ process: id, host, at = 0 }: Entry): boolean {
  if (host !== hostname() || id === undefined || Date.now() - at > longestRunMs) return false
  if (id === process.pid) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
