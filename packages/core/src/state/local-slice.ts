import type { Source } from '../adapter/source.ts'
import { type LocalSourceSnapshot, offSource } from './local-source-snapshot.ts'
import type { SelfSnapshot } from './room-snapshot.ts'
import type { RoomState } from './room-state.ts'
import { shallowEqual } from './shallow-equal.ts'

/** The local source as the snapshot holds it; `off` for a custom source that was never used. */
export function localSourceOf(self: SelfSnapshot, source: Source): LocalSourceSnapshot {
  switch (source) {
    case 'camera':
    case 'microphone':
    case 'screen':
      return self[source]
    case 'screen-audio':
      return self.screenAudio
    default:
      return self.custom[source.slice('custom:'.length)] ?? offSource
  }
}

export function sourcesOf(self: SelfSnapshot): readonly Source[] {
  return ['camera', 'microphone', 'screen', 'screen-audio', ...Object.keys(self.custom).map((name) => `custom:${name}` as const)]
}

export function localSourceChanged(state: RoomState, source: Source, value: LocalSourceSnapshot): RoomState {
  if (shallowEqual(localSourceOf(state.self, source), value)) return state
  switch (source) {
    case 'camera':
    case 'microphone':
    case 'screen':
      return { ...state, self: { ...state.self, [source]: value } }
    case 'screen-audio':
      return { ...state, self: { ...state.self, screenAudio: value } }
    default:
      return {
        ...state,
        self: { ...state.self, custom: { ...state.self.custom, [source.slice('custom:'.length)]: value } },
      }
  }
}
