import { describeConformance } from '@televid/conformance/vitest'
import { harness } from '../conformance/p2p-harness.ts'

// The core of a visit. `npm run conformance` runs every group.
describeConformance({ harness, groups: ['roster', 'mute', 'light'] })
