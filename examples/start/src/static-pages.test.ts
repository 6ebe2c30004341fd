import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { notYet, staticPages } from './static-pages.ts'

const headers = { 'content-security-policy': "default-src 'none'", 'referrer-policy': 'no-referrer' }

let parent: string
let server: Server
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'televid-pages-'))
  await writeFile(join(parent, 'outside.txt'), 'outside')
})
afterEach(async () => {
  server.close()
  server.closeAllConnections()
  await rm(parent, { recursive: true, force: true })
})

async function listen(handler: Parameters<typeof createServer>[1]): Promise<void> {
  server = createServer(handler ?? (() => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
}

/** Not `fetch`, which resolves `..` by itself. */
async function get(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { port } = server.address() as AddressInfo
  const sent = request({ host: '127.0.0.1', port, path, ...options }).end()
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response) text += chunk
  return { status: response.statusCode, text, headers: response.headers }
}

async function pages() {
  const folder = join(parent, 'dist')
  await mkdir(folder)
  await writeFile(join(folder, 'index.html'), '<h1>page</h1>')
  await listen(staticPages(folder, headers))
  return folder
}

it('serves files with the headers, an index for the folder, and what is built anew', async () => {
  const folder = await pages()
  expect(await get('/?fake')).toMatchObject({
    status: 200,
    text: '<h1>page</h1>',
    headers: { ...headers, 'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-cache' },
  })
  await writeFile(join(folder, 'index.html'), '<h1>again</h1>')
  await writeFile(join(folder, 'main.js'), 'run()')
  expect((await get('/')).text).toBe('<h1>again</h1>')
  expect(await get('/main.js')).toMatchObject({ status: 200, text: 'run()', headers })
})

it.each(['/none.js', '/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/%00', '/%zz'])(
  'does not find %s, with the headers',
  async (path) => {
    await pages()
    expect(await get(path)).toMatchObject({ status: 404, text: 'Not found\n', headers })
  },
)

it('gives the whole file whatever range is asked', async () => {
  await pages()
  for (const range of ['bytes=5-2', 'bytes=0-1', 'bytes=-1', 'nonsense'])
    expect(await get('/', { headers: { range } })).toMatchObject({ status: 200, text: '<h1>page</h1>' })
})

it('reads only', async () => {
  await pages()
  expect(await get('/', { method: 'POST' })).toMatchObject({ status: 405, headers: { ...headers, allow: 'GET, HEAD' } })
  expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
})

it('says that the page is not there yet', async () => {
  await listen(notYet(headers))
  expect(await get('/')).toMatchObject({ status: 503, headers: { ...headers, 'retry-after': '2' } })
})
