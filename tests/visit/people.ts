import { guest, host, type Person, third } from '../bench/person.ts'

/** Somebody with a name on their tile. */
export type NamedPerson = Person & { readonly displayName: string }

export const clinician: NamedPerson = { ...host, displayName: 'Dr. Ada Moss' }
export const patient: NamedPerson = { ...guest, displayName: 'Ben Moreau' }
/** Invited by the clinician from within the visit, hence without an identity that a test chose. */
export const interpreter: NamedPerson = { ...third, role: 'interpreter', displayName: 'Cleo Santos' }
