import type { Source } from '../adapter/source.ts'
import { type LocalSourceSnapshot, offSource } from './local-source-snapshot.ts'
import type { SelfSnapshot } from './room-snapshot.ts'
import type { RoomState } from './room-state.ts'
import { shallowEqual } from './shallow-equal.ts'

/** Where the snapshot holds a source; custom ones are under `custom`. */
const fields = { camera: 'camera', microphone: 'microphone', screen: 'screen', 'screen-audio': 'screenAudio' } as const
const customPrefix = 'custom:'

/** The local source as the snapshot holds it; `off` for a custom source that was never used. */
export function localSourceOf(self: SelfSnapshot, source: Source): LocalSourceSnapshot {
  return (isCustom(source) ? self.custom[nameOf(source)] : self[fields[source]]) ?? offSource
}

export function sourcesOf(self: SelfSnapshot): readonly Source[] {
  return [
    ...(Object.keys(fields) as Source[]),
    ...Object.keys(self.custom).map((name) => `${customPrefix}${name}` as const),
  ]
}

export function localSourceChanged(
  state: RoomState,
  { source, value }: { readonly source: Source; readonly value: LocalSourceSnapshot },
): RoomState {
  const { self } = state
  if (shallowEqual(localSourceOf(self, source), value)) return state
  const changed = isCustom(source)
    ? { custom: { ...self.custom, [nameOf(source)]: value } }
    : { [fields[source]]: value }
  return { ...state, self: { ...self, ...changed } }
}

function isCustom(source: Source): source is `custom:${string}` {
  return source.startsWith(customPrefix)
}

function nameOf(source: `custom:${string}`): string {
  return source.slice(customPrefix.length)
}
