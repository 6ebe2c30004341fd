import type { LocalMedia } from './local-media.ts'

/** What an app does with its own media; the rest of `LocalMedia` is between it and the room. */
export type LocalControls = Pick<LocalMedia, 'camera' | 'microphone' | 'screen' | 'custom' | 'devices' | 'select'>
