import { TelevidError } from '@televid/core/protocol'
import { problemOf } from '../error/problem-of.ts'

/** The answer to an address where nothing is. */
export function noSuchRoute(): Response {
  const problem = problemOf(
    new TelevidError('bad-request', 'There is no such route. Check the address and the method.'),
  )
  return Response.json(
    { ...problem, title: 'Not Found', status: 404 },
    { status: 404, headers: { 'content-type': 'application/problem+json' } },
  )
}
