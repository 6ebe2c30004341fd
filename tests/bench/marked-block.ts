/**
 * The code block that follows `<!-- readme: <name> -->` in a Markdown text, so that a test runs what a reader copies.
 *
 * @throws Error when the marker is missing, used twice, or not directly followed by a fenced block
 */
export function markedBlock(markdown: string, name: string): { readonly language: string; readonly code: string } {
  const marker = `<!-- readme: ${name} -->`
  const [, after, ...more] = markdown.split(marker)
  if (after === undefined) throw new Error(`No "${marker}" in the text.`)
  if (more.length > 0) throw new Error(`"${marker}" is there more than once.`)
  const block = /^\s*(`{3,})([a-z]*)\n([\s\S]*?)\n\1(?:\n|$)/.exec(after)
  if (block === null) throw new Error(`"${marker}" is not followed by a fenced code block.`)
  const [, , language = '', code = ''] = block
  return { language, code }
}
