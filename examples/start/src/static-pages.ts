import type { RequestListener, ServerResponse } from 'node:http'
import sirv from 'sirv'

type Headers = Readonly<Record<string, string>>

/**
 * Serves the files of a folder; every response carries the headers, "not found" too.
 *
 * @param folder absolute path
 */
export function staticPages(folder: string, headers: Headers): RequestListener {
  // Read at each request: the folder may be built again while this runs.
  const files = sirv(folder, { dev: true, etag: true })
  return (request, response) => {
    setHeaders(response, headers)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return answer(response, 405, 'Method not allowed')
    }
    // Ranges are optional (RFC 9110, 14.2), pages need none, and sirv 3 throws on "bytes=5-2".
    delete request.headers.range
    files(request, response, () => answer(response, 404, 'Not found'))
  }
}

/** Answers every request until the pages are there. */
export function notYet(headers: Headers): RequestListener {
  return (_request, response) => {
    setHeaders(response, headers)
    response.setHeader('retry-after', '2')
    answer(response, 503, 'The page is being built. Reload in a moment.')
  }
}

function setHeaders(response: ServerResponse, headers: Headers): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}
