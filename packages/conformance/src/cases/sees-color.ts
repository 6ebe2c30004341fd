import type { PersonPage } from '../runner/person-page.ts'

/** Mean of all pixels: the white bar and the codec lift each channel by some twenty steps. */
const tolerance = 60

/** Whether a page presents new frames of that source, in that color (red, green, blue, 0..255). */
export async function seesColor(
  { page }: PersonPage,
  identity: string,
  source: string,
  color: readonly number[],
): Promise<boolean> {
  const selector = `video[data-identity="${identity}"][data-source="${source}"]`
  const look = await page.evaluate((asked) => window.bench.look(asked), selector)
  if (look === null || look.frames === 0) return false
  return look.color.every((value, index) => Math.abs(value - (color[index] ?? 0)) < tolerance)
}
