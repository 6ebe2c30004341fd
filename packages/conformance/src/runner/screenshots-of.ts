import type { CaseEvidence } from '../report/conformance-report.ts'
import type { PersonPage } from './person-page.ts'

/** A small picture of each page that is still open; one that crashed or froze gives none. */
export async function screenshotsOf(pages: readonly PersonPage[]): Promise<CaseEvidence['screenshots']> {
  const taken = await Promise.all(
    pages.map(async ({ closed, identity, page }) => {
      if (closed || page.isClosed()) return []
      const image = await page.screenshot({ type: 'jpeg', quality: 40, scale: 'css', timeout: 3_000 }).catch(() => null)
      return image ? [{ page: identity, image: `data:image/jpeg;base64,${image.toString('base64')}` }] : []
    }),
  )
  return taken.flat()
}
