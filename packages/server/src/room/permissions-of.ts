import type { Permission } from '@televid/core/protocol'

/**
 * What somebody may do: what their role says, unless the right to publish was given to them or taken from them.
 *
 * @param mayPublish `null`: neither
 */
export function permissionsOf(ofRole: readonly Permission[], mayPublish: boolean | null): readonly Permission[] {
  if (mayPublish === null || mayPublish === ofRole.includes('publish')) return ofRole
  return mayPublish ? [...ofRole, 'publish'] : ofRole.filter((permission) => permission !== 'publish')
}
