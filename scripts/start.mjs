// @ts-check
/**
 * `npm start`: the control plane and an example on one port, from source; `npm start -- --help` says more.
 *
 * This file runs on any Node, so that an old one is told what to do; everything newer is in examples/start/start.ts.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `TeleVid needs Node 20.19 or later, and this is ${process.version}. Install a current Node and run npm start again.`,
  )
  process.exit(1)
}

const { existsSync, readFileSync } = await import('node:fs')
const { spawn } = await import('node:child_process')
const { fileURLToPath } = await import('node:url')

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}examples/start/`
const { dependencies, devDependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
const missing = ['tsx', ...Object.keys({ ...dependencies, ...devDependencies })].filter(
  (name) => !existsSync(`${root}node_modules/${name}`) && !existsSync(`${folder}node_modules/${name}`),
)
if (missing.length > 0) {
  console.error(`The dependencies are not installed (${missing.join(', ')}). Run "npm install" first.`)
  process.exit(1)
}

const child = spawn(
  process.execPath,
  ['--import', 'tsx', '--conditions', '@televid/source', `${folder}start.ts`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
// Ctrl-C reaches both; this one waits until the other has closed its database.
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
for (const signal of signals) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signals.some((expected) => expected === signal) ? 0 : 1)
})
