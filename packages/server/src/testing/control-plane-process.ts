import { createControlPlane } from '../control-plane/create-control-plane.ts'
import { serve } from '../node/serve.ts'
import type { CreateInviteOptions } from '../room/create-invite.ts'
import type { EnsureRoomOptions } from '../room/ensure-room.ts'
import type { StoreLocation } from '../store/open-store.ts'
import { testSecret } from './control-plane-bench.ts'
import { fakeProvider } from './fake-provider.ts'

/** What the parent tells a control plane that runs in a process of its own. */
export type ProcessCommand =
  | { readonly do: 'start'; readonly store: StoreLocation; readonly port: number; readonly provider: string }
  | { readonly do: 'ensure'; readonly options: EnsureRoomOptions }
  | { readonly do: 'invite'; readonly options: CreateInviteOptions }

let controlPlane: ReturnType<typeof createControlPlane> | undefined

async function run(command: ProcessCommand): Promise<unknown> {
  if (command.do === 'start') {
    controlPlane = createControlPlane({
      mode: 'development',
      handlesPhi: false,
      provider: command.provider,
      providers: { one: fakeProvider('one'), two: fakeProvider('two') },
      secret: testSecret,
      store: command.store,
    })
    return (await serve(controlPlane, { port: command.port })).port
  }
  if (command.do === 'ensure') return controlPlane?.rooms.ensure(command.options)
  return controlPlane?.invites.create(command.options)
}

process.on('message', ({ id, command }: { id: number; command: ProcessCommand }) => {
  run(command).then(
    (value) => process.send?.({ id, value }),
    (error: { code?: string; message: string }) =>
      process.send?.({ id, error: { code: error.code, message: error.message } }),
  )
})
// The parent is gone: nobody needs this process.
process.on('disconnect', () => process.exit())
