import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TelevidError } from '@televid/core'

/** Small private files beside the database: readable by this user only, never seen half written. */
export class DataFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** `null` when there is none. @throws TelevidError `invalid-state` */
  read(name: string): Promise<string | null> {
    return this.#explained(async () => {
      try {
        return await readFile(join(this.#folder, name), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    })
  }

  /** @throws TelevidError `invalid-state` */
  write(name: string, text: string): Promise<void> {
    return this.#put(text, (aside) => rename(aside, join(this.#folder, name)))
  }

  /** What is there, or `text` if nothing was; the first of several processes wins. @throws TelevidError `invalid-state` */
  async readOrWrite(name: string, text: string): Promise<string> {
    await this.#put(text, async (aside) => {
      await link(aside, join(this.#folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
    })
    return (await this.read(name)) ?? text
  }

  #put(text: string, place: (aside: string) => Promise<void>): Promise<void> {
    return this.#explained(async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      const aside = join(this.#folder, `.aside-${randomUUID()}`)
      try {
        await writeFile(aside, text, { mode: 0o600 })
        await place(aside)
      } finally {
        await rm(aside, { force: true })
      }
    })
  }

  async #explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
      throw new TelevidError(
        'invalid-state',
        `The data folder "${this.#folder}" cannot be used (${code}). Choose another with --data.`,
        { cause: error },
      )
    }
  }
}
