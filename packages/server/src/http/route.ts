import type { z } from 'zod'
import type { CoreServices } from '../control-plane/core-services.ts'
import type { AccessRule, SessionAccess } from '../room/session-access.ts'

/** What a handler is called with, after access and body were checked. */
export interface RouteCall<Session, Body> {
  readonly services: CoreServices
  readonly request: Request
  readonly parameters: Readonly<Record<string, string>>
  readonly session: Session
  readonly body: Body
}

/**
 * One route below the base path. There is no route without a declared access, and `public` is the only one open to
 * everybody; a stream checks its own token, and a provider the signature of its webhooks.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly access: 'public' | 'stream' | 'signed' | AccessRule
  readonly body: z.ZodType | null
  /** The answer as JSON, a `Response` of its own, or nothing for 204. */
  handle(call: RouteCall<SessionAccess | null, unknown>): Promise<object | null>
}

/** A route of people with a session of the room in the path. */
export function sessionRoute<Body = undefined>(
  method: Route['method'],
  path: string,
  access: AccessRule,
  body: z.ZodType<Body> | null,
  handle: (call: RouteCall<SessionAccess, Body>) => Promise<object | null>,
): Route {
  // The server calls `handle` after it checked both, with a session and the parsed body.
  return { method, path, access, body, handle: (call) => handle(call as RouteCall<SessionAccess, Body>) }
}

/** A route without a session. */
export function openRoute<Body = undefined>(
  method: Route['method'],
  path: string,
  access: 'public' | 'stream' | 'signed',
  body: z.ZodType<Body> | null,
  handle: (call: RouteCall<null, Body>) => Promise<object | null>,
): Route {
  return { method, path, access, body, handle: (call) => handle(call as RouteCall<null, Body>) }
}
