import type { ConformanceService } from '@televid/conformance'
import type { ControlPlaneProcess } from '../bench/control-plane-process.ts'

/**
 * Stimuli that every provider has whose bench is our control plane: the way a moderator takes, and what its witness does.
 *
 * @param control the process that runs now
 */
export function controlPlaneStimuli(control: () => ControlPlaneProcess) {
  return {
    remove: async (subject) => void (await control().call('remove', subject)),
    endRoom: async (room) => void (await control().call('endRoom', { room })),
    async badGrant(subject, kind) {
      await control().call('badGrant', { ...subject, kind })
      return async () => void (await control().call('badGrant', { ...subject, kind: null }))
    },
    async fillRoom(room) {
      await control().call('fillRoom', { room, full: true })
      return async () => void (await control().call('fillRoom', { room, full: false }))
    },
  } satisfies ConformanceService['stimuli']
}
