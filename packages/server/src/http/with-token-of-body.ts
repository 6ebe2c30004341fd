import { z } from 'zod'
import { readBody } from './read-body.ts'

const goodbye = z.looseObject({ token: z.string().max(4096) })

/**
 * The request with its token in the header, where a page that goes away had to put it into the body: a header would need a
 * preflight of another origin's page, whose answer would find nobody any more (https://fetch.spec.whatwg.org/#http-cors-protocol).
 * Such a body is `text/plain` to the browser and JSON with `token` besides what the route takes. Any other is left as it is.
 */
export async function withTokenOfBody(request: Request): Promise<Request> {
  const { headers, method, url } = request
  const isPlain = headers.get('content-type')?.startsWith('text/plain') === true
  if (method !== 'POST' || !isPlain || headers.has('authorization')) return request
  const said = await readBody(request.clone(), goodbye).catch(() => null)
  if (said === null) return request
  const { token, ...body } = said
  const named = new Headers(headers)
  named.set('authorization', `Bearer ${token}`)
  named.delete('content-length')
  return new Request(url, { method, headers: named, body: JSON.stringify(body) })
}
