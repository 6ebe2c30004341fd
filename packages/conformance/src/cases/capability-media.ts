import type { ConformanceCase } from '../conformance-case.ts'

export const capabilityMedia: readonly ConformanceCase[] = [
  {
    id: 'capability/who-plays',
    title: 'Whoever plays, each voice has one player, and it obeys `room.audio`.',
    level: 'MUST',
    proves: 'rule Capabilities.audioPlayback; 19.18 attach',
    async run({ call, equal, waitFor }) {
      const [page, other] = await call(2)
      for (const [volume, players] of [
        [1, 1],
        [0, 0],
        [1, 1],
      ] as const) {
        await page.page.evaluate((wanted) => window.conformance.room.audio.setVolume(wanted), volume)
        await waitFor(`${players} players at volume ${volume}`, async () => {
          const [heard] = await page.hears(other.person)
          return heard === players
        })
      }
      // Two players of one voice would both have been silent at volume 0, so the last look is the one that counts them.
      equal(await page.hears(other.person), [1], 'players of the voice')
    },
  },
  {
    id: 'capability/speaker-scope',
    title: 'With scope `room`, a choice in one room leaves another room of the page alone; with `page` both change.',
    level: 'SHOULD',
    proves: 'rule Capabilities.speakerScope',
    async run({ open, newRoom, capabilities: { speakerScope }, equal, waitFor }) {
      const rooms = [newRoom(), newRoom()] as const
      const [page, one, two] = await Promise.all([open(0, rooms[0]), open(1, rooms[0]), open(2, rooms[1])])
      for (const other of [one, two]) await other.join({ microphone: true })
      // The first room must not be collected while the page works with the second.
      await page.join({ microphone: true })
      await page.page.evaluate(() => Object.assign(window, { first: window.conformance.room }))
      await page.enter(rooms[1])
      await page.join({})
      await waitFor('both voices to be heard', async () =>
        (await page.hears(one.person, two.person)).every((players) => players === 1),
      )
      const result = await page.page.evaluate(async () => {
        const devices = await navigator.mediaDevices.enumerateDevices()
        const speaker = devices.filter(({ kind }) => kind === 'audiooutput').at(-1)?.deviceId ?? ''
        const code = await window.conformance.room.audio.setSpeaker(speaker).then(
          () => null,
          (error) => String(error.code),
        )
        const players = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(
          ({ muted, srcObject }) => !muted && srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0,
        )
        return { code, asked: speaker !== '', there: players.filter(({ sinkId }) => sinkId === speaker).length }
      })
      equal(result.asked, true, 'a loudspeaker beside the default one')
      equal(result.code, speakerScope === 'none' ? 'unsupported' : null, 'code of setSpeaker()')
      equal(result.there, { room: 1, page: 2, none: 0 }[speakerScope], 'rooms that play on the chosen loudspeaker')
    },
  },
  {
    id: 'capability/packet-limit-is-true',
    title: 'The transport carries a packet of exactly `packetBytes`; none larger is ever handed over.',
    level: 'MUST',
    requires: 'messages',
    proves: 'rule AdapterLimits.packetBytes',
    async run({ open, newRoom, capabilities: { limits }, equal, waitFor }) {
      const room = newRoom()
      const [from, to] = await Promise.all([open(0, room), open(1, room)])
      // Packets as the adapter of the receiving page reports them, before core puts messages together.
      await to.page.evaluate(() => {
        const sizes = Object.assign(window, { packetSizes: [] as number[] }).packetSizes
        const adapter = window.conformance.adapter as { join: typeof window.conformance.adapter.join }
        const join = adapter.join.bind(adapter)
        adapter.join = (request, sink) =>
          join(request, (fact) => {
            if (fact.type === 'message-received') sizes.push(fact.packet.byteLength)
            sink(fact)
          })
      })
      for (const page of [from, to]) await page.join({})
      await waitFor('the two to know each other', async () => (await from.roster()).length === 1)
      const around = Array.from({ length: 130 }, (_, index) => limits.packetBytes - 128 + index)
      await from.page.evaluate(async (sizes) => {
        const { messages } = window.conformance.room
        for (const size of sizes) await messages.send(new Uint8Array(size).fill(size % 251), { topic: 'limit' })
      }, around)
      await from.fence(to)
      const arrived = await to.page.evaluate(() =>
        window.conformance.messages.flatMap(({ payload, topic }) => {
          if (topic !== 'limit') return []
          const bytes = payload as readonly number[]
          return bytes.every((byte) => byte === bytes.length % 251) ? bytes.length : -1
        }),
      )
      equal(arrived, around, 'sizes that arrived whole')
      const largest = await to.page.evaluate(() =>
        Math.max(...(window as unknown as { packetSizes: readonly number[] }).packetSizes),
      )
      equal(largest, limits.packetBytes, 'largest packet')
    },
  },
]
