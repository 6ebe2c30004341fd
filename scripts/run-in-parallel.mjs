// @ts-check
import { spawn } from 'node:child_process'

/**
 * Runs Node commands, two at a time, one line per finished one and the output of those that fail.
 *
 * @param {{ label: string, command: string[], cwd: string }[]} tasks `command`: arguments of Node
 * @returns {Promise<boolean>} whether all of them succeeded
 */
export async function runInParallel(tasks) {
  const waiting = [...tasks]
  let failed = false

  async function worker() {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const started = performance.now()
      const { code, output } = await run(task)
      console.log(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${task.label} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
      )
      if (code === 0) continue
      failed = true
      console.log(output)
    }
  }

  await Promise.all([worker(), worker()])
  return !failed
}

/**
 * @param {{ command: string[], cwd: string }} task
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run({ command, cwd }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('close', (code) => resolve({ code, output }))
  })
}
