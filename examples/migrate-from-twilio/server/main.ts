/** Steps 1 and 2: the pages, and the app's own token endpoint. */
import './errors-in-a-line.ts'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { builtPages } from './pages.ts'
import { tokenEndpoint } from './token-endpoint.ts'

const { env } = process
const server = createServer(tokenEndpoint(env, builtPages(env.PAGES)))
server.listen(Number(env.PORT ?? 8080), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  for (const step of [1, 2]) console.log(`step ${step}: http://localhost:${port}/step-${step}/?room=visit-kdqmx`)
})
