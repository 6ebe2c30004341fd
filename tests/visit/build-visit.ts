import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin/vite.js')

/** Builds the visit app once per run, as `npm start` does. Returns its folder. */
export async function buildVisit(benchFolder: string): Promise<string> {
  const folder = join(benchFolder, 'visit-app')
  if (existsSync(join(folder, 'index.html'))) return folder
  const build = spawn(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: join(root, 'examples/visit'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  })
  let output = ''
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const code = await new Promise((resolve) => build.on('close', resolve))
  if (code !== 0) throw new Error(`examples/visit could not be built:\n${output}`)
  return folder
}
