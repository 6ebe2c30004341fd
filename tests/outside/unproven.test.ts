import { describeConformance } from '@televid/conformance/vitest'
import { harness } from './toy-harness.ts'

// The toy has no stimulus for the second: skipped, and the last test says that nothing was proven.
describeConformance({ harness, cases: ['leave/never-joined', 'reason/bad-credentials'] })
