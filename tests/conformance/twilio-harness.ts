import { fileURLToPath } from 'node:url'
import type { ConformanceHarness, ConformanceService } from '@televid/conformance'
import { ControlPlaneProcess } from '../bench/control-plane-process.ts'
import { startCuttableProxy } from '../bench/cuttable-proxy.ts'
import { personLines } from '../bench/person-lines.ts'
import { newPgliteFolder } from '../services/pglite/index.ts'
import { startTwilio } from '../services/twilio/index.ts'
import { controlPlaneAccess } from './control-plane-access.ts'
import { controlPlaneStimuli } from './control-plane-stimuli.ts'

/** The unmodified SDK on our stand-in of Twilio's room service, with our control plane in a process of its own. */
export const harness: ConformanceHarness = {
  adapter: 'twilio',
  module: fileURLToPath(new URL('../../packages/adapter-twilio/src/index.ts', import.meta.url)),
  sdk: 'twilio-video',
  service: 'stand-in',
  // Three missed heartbeats of 1 s; media count as lost after some 7 s; pages are told to try for 15 s.
  budgets: { signalingMs: 10_000, mediaMs: 20_000, lostMs: 45_000, crashMs: 20_000 },
  async start({ pages }) {
    let controlPort = 0
    const callbacks = await startCuttableProxy(() => controlPort)
    const statusCallback = `${callbacks.origin}/televid/webhooks/twilio`
    // Long enough for a line that is cut for some seconds; reports of users speak of up to a minute.
    const twilio = await startTwilio({ heartbeatMs: 1_000, sessionTimeout: 15, graceMs: 15_000 })
    twilio.callbacks.allow(callbacks.origin)
    const { folder, remove } = await newPgliteFolder()
    const control = await ControlPlaneProcess.start({
      port: 0,
      store: { folder },
      benchFolder: folder,
      origins: [pages],
      provider: 'twilio',
      twilio: { ...twilio.settings, statusCallback },
    })
    controlPort = control.port

    const lines = personLines(() => control.port)
    let utterances = 0
    const service: ConformanceService = {
      hosts: [new URL(twilio.wsServer).origin.replace(/^ws/, 'http')],
      access: controlPlaneAccess({
        control: () => control,
        provider: 'twilio',
        pages,
        originFor: async (identity) => (await lines.of(identity)).origin,
      }),
      occupants: (room) => control.call('occupants', { room }),
      stimuli: {
        ...controlPlaneStimuli(() => control),
        async cutSignaling({ room, identity }) {
          const line = await lines.of(identity)
          line.cut()
          const end = twilio.faults.cutSignaling({ room, identity })
          return async () => {
            end()
            line.mend()
          }
        },
        // The grant comes through, so that what hangs is the join of the vendor.
        async holdJoin(subject) {
          const end = twilio.faults.holdJoins(subject)
          return async () => end()
        },
        async expireToken(subject) {
          twilio.faults.expireTokens(subject)
          twilio.faults.dropSignaling(subject)
        },
        async fillRoom(room) {
          const end = twilio.faults.fillRoom(room)
          return async () => end()
        },
        async killService() {
          const end = twilio.faults.cutSignaling()
          return async () => end()
        },
        async pauseVideo(subject, of) {
          twilio.signals.switchOff(subject, of, true)
          return async () => twilio.signals.switchOff(subject, of, false)
        },
        async record(room) {
          twilio.signals.recording(room, true)
          return async () => twilio.signals.recording(room, false)
        },
        async caption({ room, identity }, { final, interim }) {
          for (const [text, partial] of [
            [interim, true],
            [final, false],
          ] as const) {
            utterances += 1
            twilio.signals.transcription(room, { identity, text, partial, sequence: utterances })
          }
        },
      },
      async close() {
        await lines.close()
        await control.stop()
        await Promise.all([twilio.stop(), callbacks.close()])
        await remove()
      },
    }
    return service
  },
}
