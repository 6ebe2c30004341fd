import type { LocalSourceState } from '@televid/core'

/** Whether somebody wants a source on: also while it starts, and while the system has taken it for a moment. */
export function isOn(state: LocalSourceState): boolean {
  return state === 'starting' || state === 'live' || state === 'interrupted'
}
