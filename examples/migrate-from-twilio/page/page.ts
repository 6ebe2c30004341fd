/** What all three steps show. Plain DOM: nothing here knows of video. */

/** Of a page without an invite: `?room=visit-kdqmx`. */
export const roomName = new URLSearchParams(location.search).get('room') ?? 'visit-lobby'

export function say(text: string): void {
  element('#status').textContent = text
}

export interface Tile {
  readonly video: HTMLVideoElement
  /** Whether the others see and hear them. */
  sign(source: 'camera' | 'microphone', on: boolean): void
  remove(): void
}

/** The tile of somebody, made when first asked for. Voices are not the tile's: its video element is silent. */
export function tile(id: string, name = ''): Tile {
  let figure = document.getElementById(id)
  if (!figure) {
    figure = document.createElement('figure')
    figure.id = id
    const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true })
    figure.append(video, document.createElement('figcaption'))
    element('#tiles').append(figure)
  }
  const made = figure
  const [video, caption] = [made.querySelector('video'), made.querySelector('figcaption')]
  if (!video || !caption) throw new Error(`The tile ${id} is not whole.`)
  if (name) caption.textContent = name
  return {
    video,
    sign: (source, on) => {
      made.dataset[source] = on ? 'live' : 'off'
    },
    remove: () => made.remove(),
  }
}

const labels = {
  microphone: ['Unmute', 'Mute'],
  camera: ['Turn camera on', 'Turn camera off'],
  leave: ['Leave', 'Leave'],
} as const

/** Shows whether its thing is on, and can be clicked from now on. */
export function button(name: keyof typeof labels, on = true): HTMLButtonElement {
  const found = element<HTMLButtonElement>(`#${name}`)
  found.textContent = labels[name][on ? 1 : 0]
  found.disabled = false
  return found
}

/** The call is over: nothing is left to click. */
export function end(text: string): void {
  say(text)
  for (const name of Object.keys(labels)) element<HTMLButtonElement>(`#${name}`).disabled = true
}

function element<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (found) return found
  throw new Error(`The page has no ${selector}.`)
}
