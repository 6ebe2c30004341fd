import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatInviteFragment } from '@televid/core/protocol'
import { build } from 'esbuild'
import { afterEach, expect, test } from 'vitest'
import { markedBlock } from '../bench/marked-block.ts'
import type { Participant } from '../bench/participant.ts'
import { guest, host } from '../bench/person.ts'
import { useBench } from '../bench/use-bench.ts'
import { waitFor } from '../bench/wait-for.ts'
import { freePort } from '../services/free-port.ts'

const root = join(import.meta.dirname, '../..')
const bench = useBench()
let server: ChildProcess | undefined
let folder: string | undefined

afterEach(async () => {
  if (server !== undefined && server.exitCode === null) {
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
})

/** The README's text as it is, but for the port, which may be taken here, and a line that prints invites. */
test("the README's server and its call work together as they are printed", async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const port = await freePort()
  const { code } = markedBlock(readme, 'server')
  expect(code).toContain('port: 8080')
  const invites = await startServer(
    `${code.replace('port: 8080', `port: ${port}`)}
    await controlPlane.rooms.ensure({ room: 'visit-readme', lobby: false })
    const invites = []
    for (const role of ['host', 'guest', 'guest']) {
      const identity = role + invites.length
      invites.push((await controlPlane.invites.create({ room: 'visit-readme', role, identity })).secret)
    }
    process.send(invites)`,
  )

  const call = await bundled(markedBlock(readme, 'call').code)
  // The first two stay in the call: the README's own page leaves at its end, so theirs stops before that.
  const staying = await bundled(markedBlock(readme, 'call').code.replace(/await room\.local.*$/s, ''))
  const open = async (index: number, person: typeof host, script: string): Promise<Participant> => {
    const url = `http://localhost:${port}/readme/${formatInviteFragment({ room: 'visit-readme', invite: invites[index] ?? '' })}`
    const participant = await bench.open({ name: person.identity, url: 'about:blank', devices: { tone: person.tone } })
    await participant.context.route('**/readme/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<link rel="icon" href="data:,"><body><script type="module">${script}</script>`,
      }),
    )
    await participant.page.goto(url)
    return participant
  }
  const one = await open(0, host, staying)
  const two = await open(1, guest, staying)
  for (const participant of [one, two]) {
    await waitFor(`${participant.name} to see a moving picture`, async () => {
      const look = await participant.page.evaluate(() => window.bench.look('video'))
      return look !== null && look.frames > 0 && look.changed > 0
    })
  }
  const three = await open(2, guest, call)
  await waitFor('the README call to end', () => three.log.includes('log: left'))
  expect(three.log).toContain('log: host0 was here')
  expect(three.log).toContain('log: guest1 was here')
  await waitFor('the others to have seen it come', () => one.log.includes('log: guest2 came'))
  expect(await three.page.evaluate(() => window.bench.liveTracks())).toEqual([])
})

async function startServer(code: string): Promise<readonly string[]> {
  // Below the repository, so that the packages resolve; the embedded database is made here.
  await mkdir(join(root, 'reports'), { recursive: true })
  const cwd = await mkdtemp(join(root, 'reports/readme-'))
  folder = cwd
  const flags = ['--import', 'tsx', '--conditions', '@televid/source', '--input-type=module', '-e', code]
  const env = { PATH: process.env.PATH, TELEVID_SECRET: 'only-for-this-test-4Jw9vQ2xk7Lm1Zr8' }
  const child = spawn(process.execPath, flags, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  server = child
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.once('message', (invites) => resolve(invites as string[]))
    child.once('exit', () => reject(new Error(`the README's server ended: ${output}`)))
  })
}

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(root, 'tests') },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@televid/source'],
    write: false,
    logLevel: 'silent',
  })
  return (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')
}
