import { describe, expect, it } from 'vitest'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { Attachments } from './attachments.ts'

function setup() {
  const environment = new FakeMediaEnvironment()
  return {
    environment,
    attachments: new Attachments(environment),
    element: environment.createElement(),
    track: () => environment.devices.createTrack('video'),
  }
}

describe('Attachments', () => {
  it('shows media muted and inline, and clears the element on detach', () => {
    const { attachments, element, track } = setup()
    const one = track()
    attachments.set('t1', one)
    const detach = attachments.attach('t1', element)
    expect(element).toMatchObject({ track: one, muted: true, playsInline: true, autoplay: true, playing: true })
    detach()
    expect(element.srcObject).toBeNull()
    attachments.set('t1', track())
    expect(element.srcObject).toBeNull()
  })

  it('shows media that comes later, is replaced, goes and comes back', () => {
    const { attachments, element, track } = setup()
    attachments.attach('t1', element)
    expect(element.srcObject).toBeNull()
    const [one, two] = [track(), track()]
    attachments.set('t1', one)
    expect(element.track).toBe(one)
    attachments.set('t1', two)
    expect(element.track).toBe(two)
    attachments.set('t1', null)
    expect(element.srcObject).toBeNull()
    attachments.set('t1', one)
    expect(element.track).toBe(one)
  })

  it('leaves a playing element alone when nothing changed', () => {
    const { attachments, element, track } = setup()
    const one = track()
    attachments.set('t1', one)
    attachments.attach('t1', element)
    const stream = element.srcObject
    attachments.set('t1', one)
    expect(element.srcObject).toBe(stream)
  })

  it('moves an element to another track; the first detach then changes nothing', () => {
    const { attachments, element, track } = setup()
    const [one, two] = [track(), track()]
    attachments.set('t1', one)
    attachments.set('t2', two)
    const detachFirst = attachments.attach('t1', element)
    attachments.attach('t2', element)
    expect(element.track).toBe(two)
    detachFirst()
    attachments.set('t1', null)
    expect(element.track).toBe(two)
  })

  it('bears attach, detach, attach, late detach', () => {
    const { attachments, element, track } = setup()
    const one = track()
    attachments.set('t1', one)
    const first = attachments.attach('t1', element)
    first()
    const second = attachments.attach('t1', element)
    first()
    expect(element.track).toBe(one)
    second()
    second()
    expect(element.srcObject).toBeNull()
  })

  it('starts refused elements on resume', async () => {
    const { attachments, element, track } = setup()
    attachments.set('t1', track())
    const play = element.play
    element.play = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    attachments.attach('t1', element)
    expect(element.playing).toBe(false)
    element.play = play
    attachments.resume()
    expect(element.playing).toBe(true)
  })
})
