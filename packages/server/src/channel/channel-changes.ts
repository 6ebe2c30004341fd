import type { ChannelState } from '@televid/core/protocol'

/** The fields of `next` that differ from `previous`; `null` when none does. */
export function channelChanges(previous: ChannelState, next: ChannelState): Partial<ChannelState> | null {
  const changed = Object.entries(next).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(previous[field as keyof ChannelState]),
  )
  return changed.length === 0 ? null : Object.fromEntries(changed)
}
