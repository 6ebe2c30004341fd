/** What a role may do in a room. Deny is the default: a route or command without one of these is refused. */
export const permissions = [
  /** Get a grant and enter. */
  'join',
  /** Enter without waiting in the lobby. */
  'skip-lobby',
  /** Be seen and heard (publish media). */
  'publish',
  /** Admit or refuse people who wait. */
  'admit',
  /** Remove a participant so that they stay removed. */
  'remove',
  /** See who is there, turn somebody's source off, take or give the right to publish. */
  'moderate',
  /** End the room for everybody. */
  'end',
  /** Create and revoke invites. */
  'invite',
] as const

export type Permission = (typeof permissions)[number]

/** Roles the control plane knows without configuration; an app may add its own. */
export const defaultRoles = {
  host: ['join', 'skip-lobby', 'publish', 'admit', 'remove', 'moderate', 'end', 'invite'],
  guest: ['join', 'publish'],
  interpreter: ['join', 'publish'],
  observer: ['join'],
} as const satisfies Record<string, readonly Permission[]>

export type Role = keyof typeof defaultRoles | (string & {})
