import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** Waits until a person is in no roster of these pages, and not in the room by the service. */
export async function untilGone(
  { occupants, waitFor }: Pick<CaseContext, 'occupants' | 'waitFor'>,
  { identity, room }: PersonPage,
  others: readonly PersonPage[],
): Promise<void> {
  await Promise.all([
    waitFor(`${identity} to be gone by the service`, async () => !(await occupants(room)).includes(identity)),
    ...others.map((page) =>
      waitFor(`${identity} to be gone for ${page.identity}`, async () => !(await page.roster()).includes(identity)),
    ),
  ])
}
