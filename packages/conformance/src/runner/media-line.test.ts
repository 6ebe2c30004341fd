import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { MediaLine } from './media-line.ts'
import { waitFor } from './wait-for.ts'

interface End {
  readonly socket: Socket
  readonly port: number
  readonly heard: string[]
}

describe('MediaLine', () => {
  const open: { close(): void }[] = []
  afterEach(() => {
    for (const each of open.splice(0)) each.close()
  })

  const lay = async (seed = 1): Promise<MediaLine> => {
    const line = await MediaLine.open(seed)
    open.push(line)
    return line
  }
  /** @param answers whether it sends back what it hears, in capitals */
  const listen = async (address: string, answers = false): Promise<End> => {
    const socket = createSocket('udp4')
    open.push(socket)
    const heard: string[] = []
    socket.on('message', (packet, from) => {
      heard.push(packet.toString())
      if (answers) socket.send(packet.toString().toUpperCase(), from.port, from.address)
    })
    await new Promise<void>((resolve) => socket.bind(0, address, resolve))
    return { socket, port: socket.address().port, heard }
  }
  const connected = async (line: MediaLine, answers = false) => {
    const { address, ports } = line.end
    const [port = 0] = ports
    const [near, far] = [await listen(address), await listen(address, answers)]
    await line.lead(port, address, far.port)
    return { near, far, say: (text: string) => near.socket.send(text, port, address) }
  }

  /** A packet that went through another line was received after everything sent before it. */
  const passed = async () => {
    const { far, say } = await connected(await lay())
    say('fence')
    await waitFor('the fence', () => far.heard.length > 0)
  }

  it('carries packets to the target, and each answer to the one it is for', async () => {
    const line = await lay()
    const { near, far, say } = await connected(line, true)
    const other = await listen(line.end.address)
    say('near')
    other.socket.send('other', line.end.ports[0] ?? 0, line.end.address)
    await waitFor('both answers', () => near.heard.length + other.heard.length === 2)
    expect([near.heard, other.heard, far.heard.sort()]).toEqual([['NEAR'], ['OTHER'], ['near', 'other']])
  })

  it('drops what comes to a port that leads nowhere yet, and gives a fresh port for each one taken', async () => {
    const line = await lay()
    const { address, ports } = line.end
    const [near, far] = [await listen(address), await listen(address)]
    near.socket.send('early', ports[0] ?? 0, address)
    await passed()
    const fresh = await line.lead(ports[0] ?? 0, address, far.port)
    expect(ports).not.toContain(fresh)
    await line.lead(fresh, address, far.port)
    near.socket.send('late', fresh, address)
    await waitFor('the late one', () => far.heard.length > 0)
    expect(far.heard).toEqual(['late'])
  })

  it('carries nothing in either direction while it is cut, new ports included', async () => {
    const line = await lay()
    const { near, far, say } = await connected(line, true)
    say('before')
    await waitFor('the answer', () => near.heard.length === 1)
    const mend = line.cut()
    say('cut')
    const late = await listen(line.end.address)
    const [, second = 0] = line.end.ports
    await line.lead(second, line.end.address, late.port)
    near.socket.send('cut', second, line.end.address)
    await passed()
    mend()
    say('after')
    near.socket.send('after', second, line.end.address)
    await waitFor('both', () => near.heard.length === 2 && late.heard.length > 0)
    expect([far.heard, late.heard]).toEqual([['before', 'after'], ['after']])
  })

  it('drops what is on its way when it is cut', async () => {
    const line = await lay()
    const { far, say } = await connected(line)
    const restore = line.degrade()
    for (let count = 0; count < 20; count += 1) say('delayed')
    await passed()
    const mend = line.cut()
    await new Promise((resolve) => setTimeout(resolve, 200))
    mend()
    restore()
    say('after')
    await waitFor('the last one', () => far.heard.includes('after'))
    expect(far.heard).toEqual(['after'])
  })

  it('loses a tenth and delays the rest by 150 ms, the same packets for the same seed', async () => {
    const lost = async (seed: number) => {
      const line = await lay(seed)
      const { far, say } = await connected(line)
      const restore = line.degrade()
      const sent = Array.from({ length: 300 }, (_, index) => String(index))
      const started = performance.now()
      let first = 0
      far.socket.once('message', () => {
        first = performance.now() - started
      })
      for (const text of sent) {
        say(text)
        // The delay ends for as many at once as were sent at once, and a buffer of the system holds some hundred.
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      await waitFor('the last ones', () => far.heard.some((text) => Number(text) > 280))
      restore()
      say('end')
      await waitFor('the end', () => far.heard.includes('299') && far.heard.includes('end'))
      expect(first).toBeGreaterThan(140)
      return sent.filter((text) => !far.heard.includes(text))
    }
    const some = await lost(7)
    expect(some.length).toBeGreaterThan(12)
    expect(some.length).toBeLessThan(50)
    expect(await lost(7)).toEqual(some)
  })
})
