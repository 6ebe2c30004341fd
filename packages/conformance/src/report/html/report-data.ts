import type { ColumnResult, ReportColumn } from './report-columns.ts'
import { visibleText } from './visible-text.ts'

/**
 * What the script shows in the dialog, as JSON: by column, by case id. Anything that is no data URL of a JPEG or PNG is not
 * passed on as a picture.
 */
export function reportData(columns: readonly ReportColumn[]): string {
  const data = columns.map(({ name, cases }) => ({
    name,
    cases: Object.fromEntries([...cases].map(([id, result]) => [visibleText(id), shownResult(result)])),
  }))
  return JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? visibleText(value) : value))
}

function shownResult(result: ColumnResult) {
  const evidence = 'evidence' in result ? result.evidence : undefined
  const { trace = [], console = [], screenshots = [] } = evidence ?? {}
  const pictures = screenshots.filter(({ image }) => /^data:image\/(?:jpeg|png);base64,[\w+/]+={0,2}$/.test(image))
  return { ...result, evidence: undefined, trace, console, screenshots: pictures }
}
