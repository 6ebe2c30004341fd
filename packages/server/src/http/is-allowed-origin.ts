/**
 * Whether a page of this origin may call. No origin at all is no page: browsers always send one with a WebSocket, a POST
 * and every call to another site.
 *
 * @param host host of the request, as the server sees it
 */
export function isAllowedOrigin(
  origin: string | null | undefined,
  host: string,
  allowed: ReadonlySet<string>,
): boolean {
  if (origin === null || origin === undefined) return true
  if (allowed.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
