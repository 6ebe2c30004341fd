import { background } from './cases/background.ts'
import { devices } from './cases/devices.ts'
import { interruptions } from './cases/interruptions.ts'
import { joining } from './cases/joining.ts'
import { lines } from './cases/lines.ts'
import type { ManualCase } from './manual-case.ts'

/** What matters on phones and cannot be seen in a headless browser, in the order that is quickest by hand. */
export const manualCases: readonly ManualCase[] = [...joining, ...devices, ...interruptions, ...background, ...lines]
