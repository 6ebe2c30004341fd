import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CreatedInvite, CreateInviteOptions } from '../room/create-invite.ts'
import type { EnsureRoomOptions } from '../room/ensure-room.ts'
import type { StoreLocation } from '../store/open-store.ts'
import type { ProcessCommand } from './control-plane-process.ts'

export interface ControlPlaneProcess {
  readonly port: number
  readonly url: string
  ensure(options: EnsureRoomOptions): Promise<unknown>
  invite(options: CreateInviteOptions): Promise<CreatedInvite>
  /** SIGKILL: nothing in the process gets a chance to save anything. Resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts a control plane in a process of its own; rejects with what keeps it from starting. */
export async function startControlPlaneProcess(
  store: StoreLocation,
  { port = 0, provider = 'one' } = {},
): Promise<ControlPlaneProcess> {
  const child = fork(fileURLToPath(new URL('./control-plane-process.ts', import.meta.url)), {
    // PGlite compiled once and not a second time for speed, which costs more than it brings in a short life.
    execArgv: ['--liftoff-only', '--conditions=@televid/source', '--import', 'tsx'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
  })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  try {
    const bound = (await ask(child, { do: 'start', store, port, provider })) as number
    return {
      port: bound,
      url: `http://127.0.0.1:${bound}/televid`,
      ensure: (options) => ask(child, { do: 'ensure', options }),
      invite: (options) => ask(child, { do: 'invite', options }) as Promise<CreatedInvite>,
      kill,
    }
  } catch (error) {
    await kill()
    throw error
  }
}

let questions = 0

function ask(child: ChildProcess, command: ProcessCommand): Promise<unknown> {
  questions += 1
  const id = questions
  return new Promise((resolve, reject) => {
    const done = (): void => {
      child.off('exit', onExit)
      child.off('message', onMessage)
    }
    const onExit = (): void => {
      done()
      reject(new Error('the process ended before it answered'))
    }
    const onMessage = (answer: { id: number; value?: unknown; error?: { code: string; message: string } }): void => {
      if (answer.id !== id) return
      done()
      if (answer.error === undefined) resolve(answer.value)
      else reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }))
    }
    child.on('exit', onExit)
    child.on('message', onMessage)
    child.send({ id, command })
  })
}
