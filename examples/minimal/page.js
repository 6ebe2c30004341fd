// What the page shows. Plain DOM, so that main.js is only about the call.
const texts = {
  joining: 'Joining …',
  waiting: 'Please wait: the host has been told that you are here.',
  connected: 'You are in the call.',
  reconnecting: 'The connection was lost. Reconnecting …',
  disconnected: 'The call is over.',
}
const labels = {
  camera: { on: 'Turn camera off', off: 'Turn camera on' },
  microphone: { on: 'Mute', off: 'Unmute' },
  sound: { on: 'Sound is on', off: 'Turn sound on' },
  leave: { on: 'Leave', off: 'Leave' },
}

/** Says where the call stands; `detail` says why it ended. */
export function say(state, detail) {
  const text = texts[state] ?? state
  document.querySelector('#status').textContent = detail && state !== 'connected' ? `${text} (${detail})` : text
  document.body.dataset.state = state
}

/** The tile of a participant, made when first asked for. */
export function tile(id, name = '') {
  let figure = document.getElementById(id)
  if (!figure) {
    figure = document.createElement('figure')
    figure.id = id
    figure.append(document.createElement('video'), document.createElement('figcaption'))
    figure.lastChild.textContent = name
    document.querySelector('#tiles').append(figure)
  }
  return Object.assign(figure, { video: figure.firstChild })
}

/** A button that shows whether its thing is on; `problem` is shown to the user. */
export function button(name, on, problem) {
  const element = document.querySelector(`#${name}`)
  if (!element) return {}
  element.textContent = labels[name][on ? 'on' : 'off']
  element.setAttribute('aria-pressed', String(on))
  if (name === 'sound') element.hidden = on
  if (problem) document.querySelector('#problem').textContent = problem
  return element
}

/** People in the lobby, each with a button that lets them in. */
export function waitingList(waiting, admit) {
  document.querySelector('#waiting').replaceChildren(
    ...waiting.map(({ identity, role, displayName }) => {
      const item = document.createElement('li')
      const letIn = document.createElement('button')
      letIn.textContent = 'Admit'
      letIn.onclick = () => admit(identity)
      item.append(`${displayName ?? role} is waiting `, letIn)
      return item
    }),
  )
}
