// @ts-check
/**
 * `npm start`: the control plane and the minimal example on one port, from source; `npm start -- --help` says more.
 *
 * This file runs on any Node, so that an old one is told what to do; everything newer is in examples/minimal/start.ts.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `TeleVid needs Node 20.19 or later, and this is ${process.version}. Install a current Node and run npm start again.`,
  )
  process.exit(1)
}

const { existsSync } = await import('node:fs')
const { spawn } = await import('node:child_process')
const { fileURLToPath } = await import('node:url')

const root = fileURLToPath(new URL('..', import.meta.url))
if (!existsSync(`${root}node_modules/tsx`)) {
  console.error('The dependencies are not installed. Run "npm install" first.')
  process.exit(1)
}

const server = fileURLToPath(new URL('../examples/minimal/start.ts', import.meta.url))
const child = spawn(
  process.execPath,
  ['--import', 'tsx', '--conditions', '@televid/source', server, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
// Ctrl-C reaches both; this one waits until the other has closed its database.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 0
})
