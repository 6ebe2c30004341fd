import type { Browser } from 'playwright-core'
import { allCases } from '../cases/all-cases.ts'
import { absorbedMutants, fatalMutants } from '../mutants/index.ts'
import { runMutants } from '../runner/run-mutants.ts'
import { firstLine } from './first-line.ts'
import type { FoundHarness } from './found-harness.ts'

/** `--mutants`: plants every fault in each adapter. Returns the exit code. */
export async function plantMutants(found: readonly FoundHarness[], browser: Browser): Promise<number> {
  let wrong = 0
  for (const { harness } of found) {
    await runMutants({
      harness,
      browser,
      mutants: [...fatalMutants, ...absorbedMutants],
      cases: allCases,
      onResult({ id, fault, case: name, outcome, reason }) {
        if (outcome !== 'killed' && outcome !== 'absorbed') wrong += 1
        console.log(
          `${outcome.padEnd(13)} ${id} ${fault}\n              ${name}${reason ? `: ${firstLine(reason)}` : ''}`,
        )
      },
    })
  }
  console.log(wrong === 0 ? '\nEvery fault was noticed or mended.' : `\n${wrong} faults were not dealt with.`)
  return wrong === 0 ? 0 : 1
}
