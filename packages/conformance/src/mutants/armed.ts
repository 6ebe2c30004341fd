declare global {
  interface Window {
    /** Set by the runner once the call is up that a case finds. */
    faultsArmed: boolean
  }
}

/**
 * Whether the case itself has begun. Faults that would keep a call from coming about wait for it, so that they fail the case
 * and not what comes before it. A page that the case opens by itself is armed from its first line on.
 */
export function isArmed(): boolean {
  return window.faultsArmed
}
