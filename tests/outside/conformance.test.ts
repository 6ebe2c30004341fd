import { describeConformance } from '@televid/conformance/vitest'
import { harness } from './toy-harness.ts'

describeConformance({ harness, groups: ['mute'], cases: ['stats/bitrate'] })
