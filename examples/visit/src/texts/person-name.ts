const namesOfRoles: Readonly<Record<string, string>> = {
  host: 'Clinician',
  guest: 'Patient',
  interpreter: 'Interpreter',
  observer: 'Observer',
}

/** What a role is called on screen. */
export function roleName(role: string | null | undefined): string {
  return (role && Object.hasOwn(namesOfRoles, role) ? namesOfRoles[role] : undefined) ?? 'Guest'
}

export interface NamedPerson {
  readonly displayName?: string | undefined
  readonly role?: string | null | undefined
}

/** What a person is called on screen: their name, else what they are here. */
export function personName({ displayName, role }: NamedPerson): string {
  return displayName?.trim() || roleName(role)
}
