import dns from 'node:dns'
import { createServer } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { foreignConnections, recordOutgoingConnections } from '../bench/outgoing-connections.ts'

test('records fetches, sockets and name look-ups of a process, and tells foreign ones apart', async () => {
  const contacted = recordOutgoingConnections()
  const server = createServer((_, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  await (await fetch(`http://127.0.0.1:${port}/`)).text()
  expect(contacted).toContain(`127.0.0.1:${port}`)
  expect(foreignConnections(contacted)).toEqual([])

  await fetch('http://televid.invalid/').catch(() => {})
  await dns.promises.lookup('other.invalid').catch(() => {})
  await new Promise<void>((resolve) => {
    const socket = net.connect({ host: 'third.invalid', port: 9 })
    socket.on('error', () => resolve())
  })
  expect(foreignConnections(contacted).map((entry) => entry.split(':')[0])).toEqual(
    expect.arrayContaining(['televid.invalid', 'other.invalid', 'third.invalid']),
  )
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
