import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

/** The built pages of all steps, of the folder in `PAGES` or of `dist`. @throws Error when they are not built */
export function builtPages(folder = join(import.meta.dirname, '../dist')): RequestListener {
  if (!existsSync(folder)) throw new Error(`There are no pages in ${folder}. Build them: npm run build.`)
  return sirv(folder, { dev: true })
}
