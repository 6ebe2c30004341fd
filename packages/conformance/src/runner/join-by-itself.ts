import type { Access } from '../harness/conformance-harness.ts'

/** Runs in a page before its own code: see `openBlocked` of case-context.ts. */
export function joinByItself({
  room: name,
  access,
  resumes,
}: {
  readonly room: string
  readonly access: Access
  readonly resumes: boolean
}): void {
  window.addEventListener('load', () => {
    const { conformance } = window
    conformance.open(name, access)
    const { room } = conformance
    let tried = false
    room.on('audioPlaybackChanged', (blocked) => {
      console.info(`sound ${blocked ? 'blocked' : 'plays'}`)
      if (!resumes || tried) return
      tried = true
      room.audio.resume().then(
        () => console.info('resumed'),
        (error: { readonly code: string }) => console.info(error.code),
      )
    })
    room.on('trackSubscribed', ({ kind }) => {
      if (kind === 'audio') console.debug('voice')
    })
    const button = document.body.appendChild(document.createElement('button'))
    button.textContent = 'Sound'
    button.onclick = () => conformance.start('resume', () => room.audio.resume())
    conformance.start('join', () => room.join())
  })
}
