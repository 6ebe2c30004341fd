import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MediaLine } from '../../packages/conformance/src/runner/media-line.ts'
import { type PageServer, startPageServer } from '../bench/page-server.ts'
import type { Participant } from '../bench/participant.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'

/** The line of the conformance suite under raw peer connections: no way leads past it. */
describe('media line', () => {
  const bench = useBench()
  let server: PageServer
  let line: MediaLine

  beforeAll(async () => {
    server = await startPageServer(bench.folder)
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    line = await MediaLine.open(1)
  })
  afterEach(() => line.close())

  const open = async () => {
    const url = `${server.origin}/pages/raw-call/`
    const page = await bench.open({ name: 'lined', url, devices: { tone: 620, picture: 'red', line: line.end } })
    await line.layTo(page.context)
    return page
  }
  const start = ({ page }: Participant) => page.evaluate(() => window.rawCall.start({ players: 1 }))
  const received = async ({ page }: Participant) => {
    const bytes = await page.evaluate(() => window.bench.bytes())
    return bytes.received.audio + bytes.received.video
  }
  const flowing = async (page: Participant) => {
    const before = await received(page)
    await waitFor('media', async () => (await received(page)) > before + 2_000)
  }
  /** What the page had taken in already may still be counted; then, over two seconds, nothing. */
  const silent = async (page: Participant) => {
    let last = -1
    await waitFor('the last packets to be counted', async () => {
      const before = last
      last = await received(page)
      await new Promise((resolve) => setTimeout(resolve, 250))
      return before === last
    })
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    expect(await received(page)).toBe(last)
  }

  test('not one byte arrives while it is cut, and all of it goes on afterwards', async () => {
    const page = await open()
    await start(page)
    await flowing(page)
    const mend = line.cut()
    await silent(page)
    mend()
    await flowing(page)
  })

  test('a connection made during the cut has no way either', async () => {
    const page = await open()
    const mend = line.cut()
    await start(page)
    await silent(page)
    expect(await received(page)).toBe(0)
    mend()
    await flowing(page)
  })

  test('nobody learns an address behind the line', async () => {
    const page = await open()
    const told = await page.page.evaluate(async () => {
      const connection = new RTCPeerConnection()
      connection.createDataChannel('any')
      const candidates: string[] = []
      connection.onicecandidate = ({ candidate }) => candidate?.candidate && candidates.push(candidate.candidate)
      await connection.setLocalDescription()
      await new Promise<void>((resolve) => {
        connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
      })
      const offer = await connection.createOffer()
      const described = [connection.localDescription?.sdp, offer.sdp].map(
        (sdp = '') => sdp.match(/candidate:.*/g) ?? [],
      )
      connection.close()
      return { candidates, described }
    })
    const isRelay = (candidate: string) => {
      const [, , , , address, port] = candidate.split(' ')
      return address === line.end.address && line.end.ports.includes(Number(port))
    }
    expect(told.candidates.length).toBeGreaterThan(0)
    expect(told.candidates.filter((candidate) => !isRelay(candidate))).toEqual([])
    expect(told.described.map((candidates) => candidates.length > 0 && candidates.every(isRelay))).toEqual([
      true,
      false,
    ])
    expect(told.described[1]).toEqual([])
  })

  test('a bad line takes 150 ms each way', async () => {
    const page = await open()
    await start(page)
    await flowing(page)
    line.degrade()
    // Both connections are behind this one line, so a round trip passes it four times.
    await waitFor('the round trip to be longer', () =>
      page.page.evaluate(async () => {
        const [route] = await window.bench.iceRoutes()
        return (route?.roundTripMs ?? 0) > 550
      }),
    )
  })
})
