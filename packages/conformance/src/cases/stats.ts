import type { RoomStats } from '@televid/core'
import type { ConformanceCase } from '../conformance-case.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'
import { withThirdPerson } from './with-third-person.ts'

export const stats: readonly ConformanceCase[] = [
  {
    id: 'stats/bitrate',
    title: '`bitrate` of camera and microphone is within a factor of 1.5 of the wire, in bit/s.',
    level: 'SHOULD',
    requires: 'stats',
    proves: 'C-40 stats; 19.26 stats; rule TrackStats',
    async run({ call, check }) {
      const [one] = await call(2)
      const { sample, wire } = await measured(one)
      for (const [direction, kinds] of [
        ['inbound', wire.received],
        ['outbound', wire.sent],
      ] as const) {
        for (const [source, bitsPerSecond] of [
          ['camera', kinds.video],
          ['microphone', kinds.audio],
        ] as const) {
          const row = sample.tracks.find((each) => each.direction === direction && each.source === source)
          const factor = (row?.bitrate ?? 0) / bitsPerSecond
          check(
            factor > 1 / 1.5 && factor < 1.5,
            `${direction} ${source}: bitrate ${row?.bitrate}, on the wire ${bitsPerSecond} bit/s`,
          )
        }
      }
    },
  },
  {
    id: 'stats/picture-size',
    title: '`width`, `height` and `framesPerSecond` are those of the frames shown.',
    level: 'SHOULD',
    requires: 'stats',
    proves: 'C-40 stats; 19.26 stats',
    async run({ call, check, equal }) {
      const [one] = await call(2)
      const { sample, shown } = await measured(one)
      const row = sample.tracks.find((each) => each.direction === 'inbound' && each.source === 'camera')
      equal([row?.width, row?.height], [shown.width, shown.height], 'width and height')
      const { framesPerSecond = null } = row ?? {}
      check(
        framesPerSecond !== null && Math.abs(framesPerSecond - shown.framesPerSecond) < 0.4 * shown.framesPerSecond,
        `framesPerSecond ${framesPerSecond}, shown ${shown.framesPerSecond}`,
      )
    },
  },
  {
    id: 'stats/only-while-observed',
    title: 'Without a subscriber no more than one sample in 5 s is read.',
    level: 'SHOULD',
    requires: 'stats',
    proves: 'design 2, meter; rule StatsFacet',
    async run({ call, check }) {
      const [one] = await call(2)
      const reads = () =>
        one.page.evaluate(() => ({
          calls: window.bench.reads().connections,
          open: window.bench.open().peerConnections,
        }))
      const start = await reads()
      await nextSample(one)
      const before = await reads()
      check(before.calls > start.calls, 'Nothing is counted while somebody observes.')
      await letPass(4_500)
      const { calls, open } = await reads()
      // One sample asks each connection once.
      check(calls - before.calls <= open, `${calls - before.calls} reads of ${open} connections in 4.5 s`)
    },
  },
  {
    id: 'stats/every-track-has-a-row',
    title: 'Each subscribed track has one inbound row with its id; each own source has an outbound row.',
    level: 'SHOULD',
    requires: 'stats',
    proves: 'C-40 stats; rule StatsRecord.track',
    async run(context) {
      const { equal } = context
      await withThirdPerson(context, async (third, first, second) => {
        await third.join()
        for (const page of [first, second, third]) {
          await context.waitFor(`${page.identity} to see everybody`, async () =>
            (await Promise.all([first, second, third].map((other) => other === page || page.sees(other.person)))).every(
              Boolean,
            ),
          )
          const { tracks } = await nextSample(page)
          const { participants } = await page.snapshot()
          const ids = participants.flatMap((person) =>
            person.tracks.filter((track) => track.subscribed).map(({ id }) => id),
          )
          equal(ids.length, 4, `subscribed tracks at ${page.identity}`)
          const rows = tracks.flatMap(({ direction, trackId }) => (direction === 'inbound' ? (trackId ?? 'none') : []))
          equal(rows.sort(), ids.sort(), `inbound rows at ${page.identity}`)
          const sources = tracks.flatMap(({ direction, source }) => (direction === 'outbound' ? source : []))
          equal(
            [...new Set(sources)].sort(),
            ['camera', 'microphone'],
            `sources with outbound rows at ${page.identity}`,
          )
        }
      })
    },
  },
]

function nextSample({ page }: PersonPage): Promise<RoomStats> {
  return page.evaluate(
    () =>
      new Promise<RoomStats>((resolve) => {
        const stop = window.conformance.room.meters.stats.subscribe((sample) => {
          stop()
          resolve(sample)
        })
      }),
  )
}

interface Measured {
  readonly sample: RoomStats
  /** bit/s by kind over the interval of the sample, by the transport's own counters. */
  readonly wire: {
    readonly sent: { readonly audio: number; readonly video: number }
    readonly received: { readonly audio: number; readonly video: number }
  }
  /** Frames of the one video element, over that interval. */
  readonly shown: { readonly width: number; readonly height: number; readonly framesPerSecond: number }
}

/** One sample of the statistics, and what the bench itself counts between it and the sample before. */
function measured({ page }: PersonPage): Promise<Measured> {
  return page.evaluate(
    () =>
      new Promise<Measured>((resolve, reject) => {
        const look = async () => {
          const video = document.querySelector('video')
          const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0
          return { at: performance.now(), bytes: await window.bench.bytes(), video, frames }
        }
        let earlier: Awaited<ReturnType<typeof look>> | null = null
        const stop = window.conformance.room.meters.stats.subscribe((sample) => {
          look().then((now) => {
            const before = earlier
            earlier = now
            if (!before) return
            stop()
            const seconds = (now.at - before.at) / 1000
            const rate = (end: number, start: number) => (8 * (end - start)) / seconds
            const rates = (direction: 'sent' | 'received') => ({
              audio: rate(now.bytes[direction].audio, before.bytes[direction].audio),
              video: rate(now.bytes[direction].video, before.bytes[direction].video),
            })
            resolve({
              sample,
              wire: { sent: rates('sent'), received: rates('received') },
              shown: {
                width: now.video?.videoWidth ?? 0,
                height: now.video?.videoHeight ?? 0,
                framesPerSecond: (now.frames - before.frames) / seconds,
              },
            })
          }, reject)
        })
      }),
  )
}
