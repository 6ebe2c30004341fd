// @ts-check
/** Imports a module in a fresh Node process that has no browser globals and notices when one is asked for. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The workspace in which every package of ours resolves. */
const tests = fileURLToPath(new URL('../tests/', import.meta.url))

const script = `
const touched = new Set()
const names = ['window', 'document', 'navigator', 'location', 'self', 'localStorage', 'sessionStorage', 'indexedDB',
  'RTCPeerConnection', 'MediaStream', 'MediaStreamTrack', 'AudioContext', 'HTMLElement', 'HTMLVideoElement', 'matchMedia', 'requestAnimationFrame']
for (const name of names) {
  Object.defineProperty(globalThis, name, { configurable: true, get() { touched.add(name); return undefined } })
}
const exported = Object.keys(await import(process.argv[1]))
const resources = process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name.startsWith('TCP') || name.startsWith('UDP'))
process.stdout.write(JSON.stringify({ exported, touched: [...touched], resources }), () => process.exit())
`

/**
 * @param {string} specifier such as `@televid/core/adapter`
 * @param {{ source?: boolean }} [options] `source`: the TypeScript source instead of the build
 * @returns {Promise<{ exported: string[], touched: string[], resources: string[] }>} names exported, browser globals asked
 *   for at import time, and timers or sockets that the import left open
 * @throws {Error} when the import fails, with Node's own words
 */
export function importInPlainNode(specifier, { source = false } = {}) {
  const flags = source ? ['--import', 'tsx', '--conditions', '@televid/source'] : []
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', script, specifier], { cwd: tests })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(`"${specifier}" cannot be imported in plain Node (exit code ${code}):\n${errors}`))
    })
  })
}
