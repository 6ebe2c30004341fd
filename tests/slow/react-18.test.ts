import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { npm, runCommand } from '../bench/run-command.ts'

const root = join(import.meta.dirname, '../..')
const sources = join(root, 'tests/react-18')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-react-18-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the unit tests of the package pass on React 18.2 too', { timeout: 300_000 }, async () => {
  await cp(sources, folder, { recursive: true })
  await runCommand(npm, ['ci'], { cwd: folder })
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run']
  const config = ['--config', join(sources, 'vitest.config.ts')]
  const output = await runCommand(process.execPath, [...vitest, ...config, '--reporter=json'], {
    cwd: root,
    env: { TELEVID_REACT_18: join(folder, 'node_modules') },
  })
  const report = JSON.parse(output.slice(output.indexOf('{"')))
  expect(report.numFailedTests).toBe(0)
  expect(report.numPassedTests).toBeGreaterThan(50)
})
