// @ts-check
/**
 * `npm run bench [-- --json]`: what one fact costs from the adapter's sink to the delivered event, in rooms of 10, 100 and
 * 1,000 participants, through the public API with the fake adapter. The cost per fact should not grow with the room.
 *
 * Two figures: delivered events alone, and with a listener that reads `room.snapshot` at every change (an app that renders
 * reads it once per frame, not once per fact: this is the worst case).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const sizes = [10, 100, 1000]
const factsPerBatch = 4000
const batches = 9

const { createTelevid, FakeAdapter } = await loadCore()

/** Bundled from source, so that no build is needed first and what is measured is what is in the tree. */
async function loadCore() {
  const folder = await mkdtemp(join(tmpdir(), 'televid-bench-'))
  const outfile = join(folder, 'core.mjs')
  try {
    await build({
      stdin: {
        contents: `export { createTelevid } from '@televid/core'; export { FakeAdapter } from '@televid/core/testing'`,
        resolveDir: fileURLToPath(new URL('../tests', import.meta.url)),
      },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: ['@televid/source'],
      logLevel: 'error',
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A room of `size` remote participants with camera and microphone, and a source of facts that each lead to one event. */
async function openRoom(/** @type {number} */ size, /** @type {boolean} */ readSnapshot) {
  const fake = new FakeAdapter()
  const people = Array.from({ length: size }, (_, index) => {
    const remote = fake.remoteJoins(`person-${index}`)
    return { remote, camera: remote.publishes('camera'), microphone: remote.publishes('microphone') }
  })
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: () => ({
      provider: 'fake',
      room: 'bench-room',
      identity: 'me',
      role: 'host',
      expiresAt: Date.now() + 3_600_000,
      credentials: {},
    }),
  })
  const room = televid.room('bench-room')
  let events = 0
  for (const name of ['trackMuted', 'trackUnmuted', 'trackPaused', 'trackResumed']) {
    room.on(name, () => {
      events += 1
      if (readSnapshot && room.snapshot.participants.length !== size) throw new Error('the snapshot is not the room')
    })
  }
  await room.join()

  let next = 0
  return {
    /** Returns µs per fact. */
    batch() {
      const before = events
      const started = performance.now()
      for (let count = 0; count < factsPerBatch; count += 1) {
        const turn = Math.floor(next / size)
        const person = people[next % size]
        next += 1
        if (turn % 2 === 0) person?.remote.mutes(person.microphone, turn % 4 === 0)
        else person?.remote.pauses(person.camera, turn % 4 === 1)
      }
      const elapsed = performance.now() - started
      if (events - before !== factsPerBatch) throw new Error(`${factsPerBatch} facts led to ${events - before} events`)
      return (elapsed * 1000) / factsPerBatch
    },
    close: () => room.leave(),
  }
}

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Median µs per fact for each size; batches of all sizes take turns, so that a busy moment of the machine hits them alike. */
async function measure(/** @type {boolean} */ readSnapshot) {
  const rooms = []
  for (const size of sizes) rooms.push(await openRoom(size, readSnapshot))
  const figures = sizes.map(() => /** @type {number[]} */ ([]))
  for (let batch = 0; batch <= batches; batch += 1) {
    for (const [index, room] of rooms.entries()) {
      const figure = room.batch()
      if (batch > 0) figures[index]?.push(figure)
    }
  }
  for (const room of rooms) await room.close()
  return figures.map(median)
}

const events = await measure(false)
const snapshots = await measure(true)
const rows = sizes.map((participants, index) => ({
  participants,
  microsecondsPerFact: round(events[index]),
  ratioToSmallest: round((events[index] ?? 0) / (events[0] ?? 1)),
  withSnapshotMicrosecondsPerFact: round(snapshots[index]),
  withSnapshotRatioToSmallest: round((snapshots[index] ?? 0) / (snapshots[0] ?? 1)),
}))

function round(/** @type {number | undefined} */ value) {
  return Math.round((value ?? Number.NaN) * 100) / 100
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ unit: 'microseconds', factsPerBatch, batches, rows }, null, 2))
} else {
  console.log('Cost per fact, from the sink to the delivered event (median of batches):')
  console.log('participants   µs/fact   ratio to 10   µs/fact with snapshot read   ratio to 10')
  for (const row of rows) {
    console.log(
      String(row.participants).padStart(12) +
        row.microsecondsPerFact.toFixed(2).padStart(10) +
        row.ratioToSmallest.toFixed(2).padStart(14) +
        row.withSnapshotMicrosecondsPerFact.toFixed(2).padStart(29) +
        row.withSnapshotRatioToSmallest.toFixed(2).padStart(14),
    )
  }
}
