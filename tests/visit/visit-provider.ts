import type { ControlPlaneSettings } from '../bench/control-plane-call.ts'

/** A provider that the visit runs on. Nothing else of `tests/visit` knows which one it is. */
export interface VisitProvider {
  readonly name: string
  /** What the control plane is told; read before the first test of a file. */
  settings(): Pick<ControlPlaneSettings, 'p2p'>
}

/** Every provider there is an adapter for. */
export const visitProviders: readonly VisitProvider[] = [{ name: 'p2p', settings: () => ({}) }]
