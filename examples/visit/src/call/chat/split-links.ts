export interface TextPart {
  readonly text: string
  /** Where a link leads; `null` for plain text. */
  readonly href: string | null
}

const address = /\bhttps?:\/\/[^\s<>"']+/gi
/** Marks that end a sentence, not an address. */
const trailing = /[.,;:!?)\]}]+$/

/** Finds web addresses in a message. Only `http` and `https` become links; the text stays as it was written. */
export function splitLinks(message: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of message.matchAll(address)) {
    const text = found.replace(trailing, '')
    if (!URL.canParse(text)) continue
    if (index > end) parts.push({ text: message.slice(end, index), href: null })
    parts.push({ text, href: new URL(text).href })
    end = index + text.length
  }
  if (end < message.length) parts.push({ text: message.slice(end), href: null })
  return parts
}
