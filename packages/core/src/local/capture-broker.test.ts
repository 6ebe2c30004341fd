import { describe, expect, it } from 'vitest'
import { FakeMediaEnvironment } from '../testing/fake-media-devices-environment.ts'
import { CaptureBroker } from './capture-broker.ts'

function setup() {
  const environment = new FakeMediaEnvironment()
  const broker = new CaptureBroker(environment)
  const both = () => Promise.allSettled([broker.open('video', { width: 640 }), broker.open('audio', {})])
  return { broker, both, devices: environment.devices, environment }
}

const code = (result: PromiseSettledResult<unknown> | undefined) =>
  result?.status === 'rejected' ? (result.reason as { code: string }).code : result?.status

describe('CaptureBroker', () => {
  it('opens camera and microphone wanted together with one call', async () => {
    const { both, devices } = setup()
    const [video, audio] = await both()
    expect(devices.calls).toEqual([{ video: { width: 640 }, audio: {} }])
    expect(video).toMatchObject({ status: 'fulfilled', value: { kind: 'video' } })
    expect(audio).toMatchObject({ status: 'fulfilled', value: { kind: 'audio' } })
  })

  it('opens those wanted one after the other with a call each', async () => {
    const { broker, devices } = setup()
    await broker.open('video', {})
    await broker.open('audio', {})
    expect(devices.calls).toEqual([{ video: {} }, { audio: {} }])
  })

  it.each(['NotFoundError', 'NotReadableError', 'OverconstrainedError', 'AbortError'] as const)(
    'gives the microphone when only the camera fails with %s',
    async (failure) => {
      const { both, devices } = setup()
      devices.fail('video', failure)
      const [video, audio] = await both()
      expect(video?.status).toBe('rejected')
      expect(audio?.status).toBe('fulfilled')
      expect(devices.calls).toHaveLength(3)
    },
  )

  it('asks once and rejects both when the user says no', async () => {
    const { both, devices } = setup()
    devices.fail('audio', 'NotAllowedError')
    expect((await both()).map(code)).toEqual(['permission-denied', 'permission-denied'])
    expect(devices.calls).toHaveLength(1)
  })

  it('gives the microphone when the user had blocked just the camera', async () => {
    const { both, devices, environment } = setup()
    devices.fail('video', 'NotAllowedError')
    environment.permissions.video = 'denied'
    expect((await both()).map(code)).toEqual(['permission-denied', 'fulfilled'])
  })

  it('asks once when both are blocked', async () => {
    const { both, devices, environment } = setup()
    devices.fail('video', 'NotAllowedError')
    Object.assign(environment.permissions, { audio: 'denied', video: 'denied' })
    expect((await both()).map(code)).toEqual(['permission-denied', 'permission-denied'])
    expect(devices.calls).toHaveLength(1)
  })

  it('rejects both on an insecure page', async () => {
    const { both, environment } = setup()
    environment.secure = false
    expect((await both()).map(code)).toEqual(['insecure-context', 'insecure-context'])
  })

  it('serves two wishes of one kind with a call each', async () => {
    const { broker, devices } = setup()
    const tracks = await Promise.all([broker.open('video', {}), broker.open('video', {})])
    expect(new Set(tracks).size).toBe(2)
    expect(devices.calls).toHaveLength(2)
  })
})
