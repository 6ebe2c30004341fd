const known = /change[-_ ]?me|secret|password|example|default|televid|123456|abcdef|qwerty/gi

/** Why a secret must not guard a server that others can reach, or `null` when nothing speaks against it. */
export function weakSecretReason(value: string): string | null {
  if (value.length < 32) return 'it has fewer than 32 characters'
  // What is left after the well-known words must still be long and varied.
  const rest = value.replace(known, '')
  if (rest.length < 24 || new Set(rest).size < 10) return 'it is easy to guess'
  return null
}
