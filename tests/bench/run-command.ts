import { spawn } from 'node:child_process'

export interface Run {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program of Node to its end and returns what it printed; rejects with that when it fails. */
export function runCommand(command: string, args: readonly string[], { cwd, env }: Run): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`))
    })
  })
}

/** npm, where it can be started without a shell. */
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
