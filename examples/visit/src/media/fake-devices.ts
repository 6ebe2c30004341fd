import { fakeCamera } from './fake/fake-camera.ts'
import { fakeDeviceList } from './fake/fake-device-list.ts'
import { fakeMicrophone } from './fake/fake-microphone.ts'
import { fakeScreen } from './fake/fake-screen.ts'
import { personLook } from './fake/person-look.ts'

/**
 * `?fake` in the address: a drawn person, a hum in the rhythm of speech and a drawn document instead of camera, microphone
 * and screen, so that one person without a camera can try a call between two windows. `?fake=clinician`, `?fake=patient` or
 * any other name always gives the same person; without a name it is anybody. Everything after the capture is the real thing.
 */
export function installFakeDevices(): void {
  // A page that is not secure has no devices at all, fake ones neither: it must be seen as it is.
  if (!isSecureContext) return
  const name = new URLSearchParams(location.search).get('fake') || crypto.randomUUID()
  const look = personLook(name)
  const devices = navigator.mediaDevices

  devices.getUserMedia = async ({ audio, video } = {}) => {
    if (!audio && !video) throw new TypeError('At least one of audio and video must be requested.')
    const tracks: MediaStreamTrack[] = []
    try {
      if (audio) tracks.push(fakeMicrophone(look, audio === true ? {} : audio))
      if (video) tracks.push(fakeCamera(look, video === true ? {} : video))
    } catch (error) {
      for (const track of tracks) track.stop()
      throw error
    }
    return new MediaStream(tracks)
  }
  devices.getDisplayMedia = async () => new MediaStream([fakeScreen()])
  devices.enumerateDevices = async () => fakeDeviceList.map((device) => ({ ...device, toJSON: () => device }))
}
