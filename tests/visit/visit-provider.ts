import type { ControlPlaneSettings } from '../bench/control-plane-call.ts'
import { findLivekit, type LivekitServer, startLivekit } from '../services/livekit/index.ts'
import { startTwilio, type TwilioService } from '../services/twilio/index.ts'

/** A provider that the visit runs on. Nothing else of `tests/visit` knows which one it is. */
export interface VisitProvider {
  readonly name: string
  /** Why it cannot be tested here; `null` when it can. */
  readonly missing: string | null
  /** Starts what it needs; what the control plane is told of it. */
  start(): Promise<Pick<ControlPlaneSettings, 'livekit' | 'provider' | 'twilio'>>
  stop(): Promise<void>
}

const search = await findLivekit()
let livekit: LivekitServer | undefined
let twilio: TwilioService | undefined

/** Every provider there is an adapter for. */
export const visitProviders: readonly VisitProvider[] = [
  { name: 'p2p', missing: null, start: async () => ({}), stop: async () => {} },
  {
    name: 'livekit',
    missing: search.found ? null : search.reason,
    async start() {
      if (!search.found) throw new Error(search.reason)
      livekit = await startLivekit(search)
      return { provider: 'livekit', livekit: livekit.settings }
    },
    stop: async () => livekit?.stop(),
  },
  {
    // The unmodified SDK on our stand-in.
    name: 'twilio',
    missing: null,
    async start() {
      twilio = await startTwilio()
      return { provider: 'twilio', twilio: twilio.settings }
    },
    stop: async () => twilio?.stop(),
  },
]
