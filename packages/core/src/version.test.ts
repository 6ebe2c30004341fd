import { expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { coreVersion } from './version.ts'

it('is the version of the package', () => {
  expect(coreVersion).toBe(manifest.version)
})
