import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { bundlePage } from './bundle-page.ts'

const path = /^\/pages\/([a-z0-9-]+)\/(?:([A-Za-z0-9._-]+\.js))?$/

/** Answers `/pages/<name>/` with a page that runs `tests/pages/<name>.ts`; everything else is 404. */
export function servePage(benchFolder: string): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request.url ?? '/', benchFolder).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      (error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    )
  }
}

async function answer(
  url: string,
  benchFolder: string,
): Promise<{ status: number; type: string; body: string | Buffer }> {
  const [, name, file] = path.exec(new URL(url, 'http://localhost').pathname) ?? []
  if (name === undefined) return { status: 404, type: 'text/plain', body: 'no such page' }
  const page = (script: string) => ({
    status: 200,
    type: 'text/html',
    // The empty icon saves a 404 in the page's log.
    body: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${name}</title><body>${script}`,
  })
  let folder: string
  try {
    folder = await bundlePage(name, benchFolder)
  } catch (error) {
    // Thrown in the page, so that the test which opened it shows why.
    return page(`<script>throw new Error(${JSON.stringify(String(error)).replaceAll('<', '\\u003c')})</script>`)
  }
  if (file === undefined) return page('<script type="module" src="index.js"></script>')
  return { status: 200, type: 'text/javascript', body: await readFile(join(folder, file)) }
}
