import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConformanceHarness } from '@televid/conformance'
import { harness as onThisMachine } from './toy-harness.ts'

/** The toy as if it were somebody's account: notes what it is asked to remove. */
export const harness: ConformanceHarness = {
  ...onThisMachine,
  service: 'account',
  production: false,
  async start(options) {
    return {
      ...(await onThisMachine.start(options)),
      removeRoom: (room) => appendFile(join(import.meta.dirname, 'removed.txt'), `${room}\n`),
    }
  },
}
