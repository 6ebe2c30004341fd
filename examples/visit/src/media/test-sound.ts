import { chime } from './chime.ts'

/**
 * Plays a short two-note chime on a speaker, so that a person can hear whether it is the right one. Call it from a click.
 *
 * @param deviceId of an `audiooutput` device; null: the system's
 * @returns once the chime has ended
 * @throws DOMException when there is no such speaker, or the browser cannot choose one or does not let the page play
 */
export async function playTestSound(deviceId: string | null): Promise<void> {
  const context = new AudioContext()
  const output = new MediaStreamAudioDestinationNode(context)
  const element = new Audio()
  try {
    // `AudioContext.setSinkId` is Chromium's alone; the element's is everywhere where a speaker can be chosen.
    if (deviceId !== null && deviceId !== '' && deviceId !== 'default') await chooseSpeaker(element, deviceId)
    element.srcObject = output.stream
    await Promise.all([context.resume(), element.play()])
    await chime(context, output)
  } finally {
    element.pause()
    element.srcObject = null
    for (const track of output.stream.getTracks()) track.stop()
    await context.close()
  }
}

function chooseSpeaker(element: HTMLMediaElement, deviceId: string): Promise<void> {
  if ('setSinkId' in element) return element.setSinkId(deviceId)
  return Promise.reject(new DOMException('This browser cannot choose a speaker.', 'NotSupportedError'))
}
