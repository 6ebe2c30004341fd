import type { ServerProvider } from '@televid/server'
import type { CallName, ControlPlaneCalls } from './control-plane-call.ts'

type Act<N extends CallName> = (input: ControlPlaneCalls[N]['input']) => void | Promise<void>

/** A provider of the control plane under test, who is in its rooms by its own word, and what a bench can do to it. */
export interface ProviderWitness {
  readonly provider: ServerProvider
  occupants(room: string): Promise<readonly string[]>
  readonly badGrant: Act<'badGrant'>
  readonly fillRoom: Act<'fillRoom'>
  /** Left out where the provider has nothing of the kind. */
  readonly expireToken?: Act<'expireToken'>
  readonly relay?: Act<'relay'>
  readonly line?: Act<'line'>
  readonly record?: Act<'record'>
  readonly agentToken?: (input: ControlPlaneCalls['agentToken']['input']) => Promise<string>
}
