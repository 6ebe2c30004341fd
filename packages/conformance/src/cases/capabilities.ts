import type { FeatureName } from '@televid/core'
import type { ConformanceCase } from '../conformance-case.ts'

export const capabilities: readonly ConformanceCase[] = [
  {
    id: 'capability/facets-exist',
    title: 'Every declared facet answers; `supports()` says of each feature what the table says.',
    level: 'MUST',
    proves: 'rule FacetsFor; C-48 errors',
    async run({ call, equal }) {
      const [, page] = await call(2)
      const { contradicted, silent } = await page.page.evaluate(async () => {
        const { adapter, room } = window.conformance
        const features = Object.entries(adapter.capabilities).flatMap(([name, value]) =>
          typeof value === 'object' && 'support' in value ? [[name, value.support !== 'none'] as const] : [],
        )
        const declared = new Map<string, boolean>(features)
        const contradicted = [...declared].filter(([name, there]) => room.supports(name as FeatureName) !== there)
        const [track] = room.participants.flatMap(({ tracks }) => tracks).filter(({ kind }) => kind === 'video')
        const others = room.participants.map(({ id }) => id)
        const answers: Record<string, () => unknown> = {
          messages: () => room.messages.send('hello'),
          subscriptions: () => track?.setSubscribed(true),
          videoPreferences: () => track?.setPreferredSize({ width: 1280, height: 720 }),
          stats: () =>
            new Promise<void>((resolve) => {
              const stop = room.meters.stats.subscribe(({ tracks }) => {
                if (tracks.length === 0) return
                stop()
                resolve()
              })
            }),
          levels: () =>
            new Promise<void>((resolve) => {
              const stop = room.meters.levels.subscribe((levels) => {
                if (!others.every((id) => levels.has(id))) return
                stop()
                resolve()
              })
            }),
          speaker: () => room.audio.setVolume(1),
        }
        const silent: string[] = []
        for (const [name, answer] of Object.entries(answers).filter(([name]) => declared.get(name))) {
          const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000))
          await Promise.race([answer(), late]).catch((error) => silent.push(`${name}: ${error.message}`))
        }
        return { contradicted: contradicted.map(([name]) => name), silent }
      })
      equal(contradicted, [], 'features of which supports() says something else')
      equal(silent, [], 'declared facets that do not answer')
    },
  },
  {
    id: 'capability/nothing-before-joining',
    title: 'Before a session every `supports()` is false and `capabilities` is `null`.',
    level: 'MUST',
    proves: 'rule Room.supports',
    async run({ open, newRoom, equal }) {
      const page = await open(0, newRoom())
      const claims = () =>
        page.page.evaluate(() => {
          const { adapter, room } = window.conformance
          const names = Object.keys(adapter.capabilities).filter(
            (name) => !/limits|audioPlayback|speakerScope/.test(name),
          )
          return { table: room.capabilities !== null, some: names.some((name) => room.supports(name as FeatureName)) }
        })
      equal(await claims(), { table: false, some: false }, 'what is claimed before joining')
      await page.join({})
      equal(await claims(), { table: true, some: true }, 'what is claimed in a session')
    },
  },
  {
    id: 'capability/emulated-has-a-note',
    title: 'Each `emulated` feature has a note.',
    level: 'SHOULD',
    proves: 'rule Capability.note',
    async run({ capabilities: table, equal }) {
      const bare = Object.entries(table).filter(
        ([, value]) => typeof value === 'object' && 'support' in value && value.support === 'emulated' && !value.note,
      )
      equal(
        bare.map(([name]) => name),
        [],
        'emulated features without a note',
      )
    },
  },
  {
    id: 'capability/no-subscriptions',
    title: 'Without `subscriptions`, `setSubscribed` rejects with `unsupported` and the track goes on.',
    level: 'SHOULD',
    requiresNot: 'subscriptions',
    proves: 'C-30 subscribe',
    async run({ call, equal, waitFor }) {
      const [page, other] = await call(2)
      const code = await page.page.evaluate(async () => {
        const [track] = window.conformance.room.participants.flatMap(({ tracks }) => tracks)
        return track?.setSubscribed(false).then(
          () => 'no error',
          (error) => String(error.code),
        )
      })
      equal(code, 'unsupported', 'code of setSubscribed(false)')
      await waitFor('the picture to go on', () => page.sees(other.person))
      equal(await page.hears(other.person), [1], 'players of the voice')
    },
  },
  {
    id: 'capability/no-size-preference',
    title: 'Without `videoPreferences`, a preferred size is ignored: no error, frames go on.',
    level: 'SHOULD',
    requiresNot: 'videoPreferences',
    proves: 'C-43 prefer resolution; 19.27 receive quality',
    async run({ call, equal, waitFor }) {
      const [page, other] = await call(2)
      const before = page.console.length
      await page.page.evaluate(() => {
        const tracks = window.conformance.room.participants.flatMap((participant) => participant.tracks)
        for (const track of tracks.filter(({ kind }) => kind === 'video')) {
          for (const size of [{ width: 64, height: 48 }, null, { width: 1280, height: 720 }])
            track.setPreferredSize(size)
        }
      })
      await waitFor('the picture to go on', () => page.sees(other.person))
      equal(page.console.slice(before), [], 'what the page had to say')
    },
  },
  {
    id: 'capability/no-stats',
    title: 'Without `stats` the meter gives no rows, and quality is not derived from nothing.',
    level: 'SHOULD',
    requiresNot: 'stats',
    proves: 'C-40 stats; 19.26 stats',
    async run({ call, capabilities: table, equal }) {
      const [page] = await call(2)
      const rows = await page.page.evaluate(async () => {
        let rows = 0
        const stop = window.conformance.room.meters.stats.subscribe(({ tracks }) => {
          rows += tracks.length
        })
        // Three samples of a meter that takes one every 2 s.
        await new Promise((resolve) => setTimeout(resolve, 6000))
        stop()
        return rows
      })
      equal(rows, 0, 'rows of the meter')
      if (table.networkQuality.support === 'native') return
      const { participants, self } = await page.snapshot()
      const known = [self, ...participants].filter(({ quality }) => quality.unified !== null)
      equal(known.length, 0, 'people with a quality derived from nothing')
    },
  },
  {
    id: 'capability/no-recording-state',
    title: 'Without `recordingState` no `recordingChanged` comes from the vendor.',
    level: 'SHOULD',
    requiresNot: 'recordingState',
    proves: 'C-45 recording state',
    async run({ call, equal }) {
      const [other, page] = await call(2)
      await page.leave()
      await page.page.evaluate(() => {
        const told = Object.assign(window, { recordings: [] as unknown[] }).recordings
        window.conformance.room.on('recordingChanged', (recording) => told.push(recording))
      })
      await page.join()
      await other.fence(page)
      const told = await page.page.evaluate(() => (window as unknown as { recordings: unknown[] }).recordings)
      equal(told, [], 'recordings told of')
    },
  },
  {
    id: 'capability/no-screen-share',
    title: 'Without `screenShare`, `screen.enable()` rejects with `unsupported` before a picker opens.',
    level: 'SHOULD',
    requiresNot: 'screenShare',
    proves: 'rule trait screenShare',
    async run({ call, equal }) {
      const [page] = await call(2)
      const outcome = await page.page.evaluate(async () => {
        const code = await window.conformance.room.local.screen.enable().then(
          () => 'no error',
          (error) => String(error.code),
        )
        return { code, pickers: window.bench.tracks().filter(({ api }) => api === 'getDisplayMedia').length }
      })
      equal(outcome, { code: 'unsupported', pickers: 0 }, 'screen.enable()')
    },
  },
  {
    id: 'capability/no-custom-tracks',
    title: 'Without `customTracks`, `custom().publish()` rejects with `unsupported`.',
    level: 'SHOULD',
    requiresNot: 'customTracks',
    proves: 'rule trait customTracks',
    async run({ call, equal }) {
      const [page] = await call(2)
      const code = await page.page.evaluate(async () => {
        const [track] = document.createElement('canvas').captureStream().getTracks()
        if (!track) return 'no track'
        return window.conformance.room.local
          .custom('drawing')
          .publish(track)
          .then(
            () => 'no error',
            (error) => String(error.code),
          )
      })
      equal(code, 'unsupported', 'code of publish()')
    },
  },
]
