/** `npm run conformance [-- options]`: the CLI of the suite with the harnesses of this repository; `--help` says more. */
import { fileURLToPath } from 'node:url'
import { runCli } from '../packages/conformance/src/cli/run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  harness: [fileURLToPath(new URL('../tests/conformance', import.meta.url))],
  adapter: ['p2p'],
  reports: fileURLToPath(new URL('../reports', import.meta.url)),
})
