import type { LocalSourceSnapshot, RoomSnapshot } from '@televid/core'
import type { texts } from '../../texts/texts.ts'

export type CallBanner = keyof (typeof texts)['call']['banners']

/** Not a failure: the person chose nothing, or changed their mind. */
const notProblems: readonly string[] = ['aborted', 'screen-canceled']

/** What a person should know now, the most urgent first. It follows from the snapshot alone, and so goes by itself. */
export function callBanners(snapshot: RoomSnapshot): readonly CallBanner[] {
  const { audio, audioOnly, connection, self } = snapshot
  const { camera, microphone, screen, quality } = self
  const connected = connection.state === 'connected'
  const poor = quality.unified !== null && quality.unified <= 2
  const rules: readonly (readonly [CallBanner, boolean])[] = [
    ['reconnecting', connection.state === 'reconnecting'],
    ['sound-blocked', audio.blocked],
    ['microphone-interrupted', microphone.state === 'interrupted'],
    ['camera-interrupted', camera.state === 'interrupted'],
    ['microphone-failed', failed(microphone)],
    ['camera-failed', failed(camera)],
    ['screen-failed', failed(screen)],
    ['video-paused', connected && audioOnly.cause === 'network'],
    ['screen-shared', screen.state === 'live'],
    ['poor-connection', connected && poor && !audioOnly.active],
    ['audio-only', audioOnly.cause === 'app'],
  ]
  return rules.flatMap(([banner, applies]) => (applies ? [banner] : []))
}

/** A device switch that failed is not among them: the earlier device goes on, and the choice of devices says it. */
function failed({ state, error }: LocalSourceSnapshot): boolean {
  return state === 'off' && error !== null && !notProblems.includes(error.code)
}
