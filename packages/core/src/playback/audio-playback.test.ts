import { describe, expect, it, vi } from 'vitest'
import type { RoomInput } from '../state/room-input.ts'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { AudioPlayback } from './audio-playback.ts'

function setup() {
  const environment = new FakeMediaEnvironment()
  const reports: RoomInput[] = []
  const playback = new AudioPlayback({ environment, report: (input) => reports.push(input) })
  const elements = () => [...environment.audioElements]
  return { environment, reports, playback, elements, track: () => environment.devices.createTrack('audio') }
}

describe('AudioPlayback', () => {
  it('plays each track through one element of its own and removes it', () => {
    const { playback, elements, track } = setup()
    const [one, two] = [track(), track()]
    playback.add('t1', one, 'p1')
    playback.add('t1', one, 'p1')
    playback.add('t2', two, 'p2')
    expect(elements().map((element) => element.track)).toEqual([one, two])
    playback.remove('t1')
    playback.remove('t1')
    expect(elements().map((element) => element.track)).toEqual([two])
    playback.clear()
    expect(elements()).toEqual([])
  })

  it('replaces media in the same element; an unknown id is ignored', () => {
    const { playback, elements, track } = setup()
    playback.add('t1', track(), 'p1')
    const [element] = elements()
    const next = track()
    playback.replace('t1', next)
    playback.replace('t9', next)
    expect(elements()).toEqual([element])
    expect(element?.track).toBe(next)
  })

  it('multiplies the volume of a participant with that of all, for later tracks too', () => {
    const { playback, elements, track } = setup()
    playback.add('t1', track(), 'p1')
    playback.setVolume(0.5)
    playback.setVolume(0.5, 'p1')
    playback.add('t2', track(), 'p1')
    playback.add('t3', track(), 'p2')
    expect(elements().map((element) => element.volume)).toEqual([0.25, 0.25, 0.5])
    playback.setVolume(0, 'p1')
    expect(elements().map((element) => element.muted)).toEqual([true, true, false])
    for (const wrong of [-0.1, 1.1, Number.NaN])
      expect(() => playback.setVolume(wrong)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })

  it('reports an autoplay block once, and its end after a resume that worked', async () => {
    const { environment, playback, reports, track } = setup()
    environment.autoplayBlocked = true
    playback.add('t1', track(), 'p1')
    playback.add('t2', track(), 'p2')
    await vi.waitFor(() => expect(reports).toEqual([{ type: 'audio-playback', blocked: true }]))
    await expect(playback.resume()).rejects.toMatchObject({ code: 'invalid-state' })
    environment.autoplayBlocked = false
    await playback.resume()
    await playback.resume()
    expect(reports).toEqual([
      { type: 'audio-playback', blocked: true },
      { type: 'audio-playback', blocked: false },
    ])
  })

  it('reports no block for a start that other media replaced, nor for a track already gone', async () => {
    const { environment, elements, playback, reports, track } = setup()
    playback.add('t1', track(), 'p1')
    const element = elements()[0]
    if (!element) throw new Error('no element')
    element.play = () => Promise.reject(new DOMException('', 'AbortError'))
    playback.replace('t1', track())
    environment.autoplayBlocked = true
    playback.add('t2', track(), 'p2')
    playback.remove('t2')
    await playback.resume()
    expect(reports).toEqual([])
  })

  it('moves present and later voices to a speaker', async () => {
    const { playback, elements, track } = setup()
    playback.add('t1', track(), 'p1')
    await playback.setSpeaker('speaker-1')
    playback.add('t2', track(), 'p2')
    await vi.waitFor(() => expect(elements().map((element) => element.sinkId)).toEqual(['speaker-1', 'speaker-1']))
    await expect(playback.setSpeaker('gone')).rejects.toMatchObject({ code: 'device-not-found' })
    expect(elements().map((element) => element.sinkId)).toEqual(['speaker-1', 'speaker-1'])
  })

  it('knows a wrong or impossible speaker before anybody speaks', async () => {
    const { environment, playback, elements } = setup()
    await expect(playback.setSpeaker('gone')).rejects.toMatchObject({ code: 'device-not-found' })
    const create = environment.createAudio.bind(environment)
    environment.createAudio = () => Object.assign(create(), { setSinkId: undefined })
    await expect(playback.setSpeaker('speaker-1')).rejects.toMatchObject({ code: 'unsupported' })
    expect(elements()).toEqual([])
  })
})
