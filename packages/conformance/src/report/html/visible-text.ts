/**
 * The text without what cannot be seen or shows another text than is there: control characters, lone surrogates, and
 * characters that turn the direction of text. Each becomes U+FFFD.
 */
export function visibleText(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|\p{Bidi_Control}/gu, '\ufffd')
}
