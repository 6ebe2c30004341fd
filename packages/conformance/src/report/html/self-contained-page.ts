import { createHash } from 'node:crypto'
import { html, type Markup, trusted } from './markup.ts'

export interface PageParts {
  readonly title: string
  readonly style: string
  readonly script: string
  /** JSON for the script, in the element with this id. */
  readonly data: { readonly id: string; readonly json: string }
  readonly body: Markup
}

/**
 * One page with everything in it, which also works from a file. Its Content-Security-Policy allows its own style and script by
 * hash and pictures from data URLs, and nothing else, so that no text in it can run or load anything.
 */
export function selfContainedPage({ title, style, script, data, body }: PageParts): string {
  const policy = `default-src 'none'; img-src data:; style-src ${sourceOf(style)}; script-src ${sourceOf(script)}; base-uri 'none'; form-action 'none'`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
${body}
<script type="application/json" id="${data.id}">${trusted(data.json.replace(endsElement, escaped))}</script>
<script>${trusted(script)}</script>
</body>
</html>
`
  return page.text
}

/** What could end a script element, or is no JavaScript although it is JSON. */
const endsElement = /[<>&\u2028\u2029]/g

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
