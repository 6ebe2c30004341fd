import { afterAll, describe } from 'vitest'
import { missingService } from '../bench/missing-service.ts'
import { useVisit, type VisitBench } from '../bench/use-visit.ts'
import { buildVisit } from './build-visit.ts'
import { visitProviders } from './visit-provider.ts'

/** Declares the same tests of the visit app for each provider; one that cannot be tested here says why. */
export function onEveryProvider(what: string, script: (visit: VisitBench) => void): void {
  describe.each(visitProviders)(`${what} on $name`, ({ missing, start, stop }) => {
    if (missing !== null) {
      missingService(missing)
      return
    }
    // Hooks of the end run last first.
    afterAll(stop)
    script(useVisit({ app: buildVisit, provider: start }))
  })
}
