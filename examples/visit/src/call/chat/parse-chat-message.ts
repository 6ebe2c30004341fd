/** Longest text of one message, in UTF-16 code units as a text field counts them. */
export const longestText = 2000

/** The text of a chat message of another browser; `null` for anything that is not one. */
export function parseChatMessage(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('text' in payload)) return null
  const { text } = payload
  if (typeof text !== 'string' || text.length > longestText) return null
  return text.trim() || null
}
